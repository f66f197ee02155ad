using System.Text;
using Assay.Attestation.Registry;
using Assay.Attestation.Transparency;
using Assay.Cli.Provenance;
using Assay.Contracts.Findings;

namespace Assay.Cli.Log;

/// <summary>Keys that a log is checked with.</summary>
internal static class LogKeys
{
    /// <summary>A trust file, or a file with one key a line as signed notes write them.</summary>
    /// <exception cref="UsageException">It is neither.</exception>
    public static IReadOnlyList<NoteKey> FromFile(string path)
    {
        var bytes = BoundedFile.Read(path, "the file of trusted keys", BoundedFile.SignatureLimit);
        if (!Encoding.UTF8.GetString(bytes).TrimStart().StartsWith('{')) return Read(Encoding.UTF8.GetString(bytes), $"'{EvidenceText.Quote(path)}'");
        var trust = RegistryTrust.Parse(bytes);
        return trust.IsOk ? trust.Value.LogKeys : throw new UsageException($"'{EvidenceText.Quote(path)}' cannot be trusted: {trust.Reason}");
    }

    /// <exception cref="UsageException">A line is no key.</exception>
    public static IReadOnlyList<NoteKey> Read(string lines, string what)
    {
        var keys = new List<NoteKey>();
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var key = NoteKey.Parse(line);
            keys.Add(key.IsOk ? key.Value : throw new UsageException($"{what} holds a line that is no key: {key.Reason}"));
        }
        return keys;
    }
}
