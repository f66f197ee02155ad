using System.Text;
using Assay.Attestation.Bundles;
using Assay.Attestation.Json;

namespace Assay.Attestation.Deployment;

/// <summary>Attestations in a file: one sigstore bundle a line (<c>.intoto.jsonl</c>).</summary>
public static class AttestationFile
{
    /// <summary>One for each analyser and probe, and the verdict.</summary>
    private const int MostLines = 1024;

    /// <summary>The file.</summary>
    public static byte[] Write(IEnumerable<string> bundles) => Encoding.UTF8.GetBytes(string.Concat(bundles.Select(b => b + "\n")));

    /// <summary>Reads all lines; a single bundle may span several.</summary>
    public static Parsed<IReadOnlyList<SigstoreBundle>> Parse(ReadOnlySpan<byte> utf8)
    {
        var whole = SigstoreBundleJson.Parse(utf8);
        if (whole.IsOk) return Parsed.Ok<IReadOnlyList<SigstoreBundle>>([whole.Value]);
        var bundles = new List<SigstoreBundle>();
        var number = 0;
        foreach (var range in utf8.Split((byte)'\n'))
        {
            number++;
            var line = utf8[range].TrimEnd((byte)'\r');
            if (line.IsEmpty) continue;
            if (bundles.Count == MostLines) return Parsed.Failed<IReadOnlyList<SigstoreBundle>>($"there are more than {MostLines} lines");
            var bundle = SigstoreBundleJson.Parse(line);
            if (!bundle.IsOk) return Parsed.Failed<IReadOnlyList<SigstoreBundle>>($"line {number}: {bundle.Reason}");
            bundles.Add(bundle.Value);
        }
        return bundles.Count > 0 ? bundles : Parsed.Failed<IReadOnlyList<SigstoreBundle>>("there is nothing in it");
    }
}
