using System.Security.Cryptography;
using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;

namespace Assay.Attestation.Predicates;

/// <summary>Makes the statements of a scan. Pure: the same scan gives the same bytes.</summary>
public static class ScanStatements
{
    /// <summary>Thirty statements that name so many files have about 20 MB.</summary>
    internal const int MostNamedFiles = 5_000;

    /// <summary>
    /// One statement for each analyser and probe that ran, and last the verdict, which names the others by their digests. Payloads of envelopes.
    /// </summary>
    public static IReadOnlyList<byte[]> Of(ScannedModel model)
    {
        var found = AnalyserFindings.Of(model);
        var subjects = Subjects(model);
        var (statements, inputs) = (new List<byte[]>(), new List<ResourceDescriptor>());
        foreach (var analyser in Reporters(model, found))
        {
            var payload = model.Rules.TryGetValue(analyser.Analyser, out var rules) && rules.IsProbe
                ? TestResultJson.Write(subjects, AnalyserFindings.Suite(model, analyser, rules, found[analyser.Analyser]))
                : VulnsJson.Write(subjects, AnalyserFindings.Vulns(model, analyser, rules, found[analyser.Analyser]));
            statements.Add(payload);
            inputs.Add(new(Sha256Digest.FromBytes(SHA256.HashData(payload)), $"urn:uuid:{model.Report.ScanId:D}#{Uri.EscapeDataString(analyser.Analyser)}"));
        }
        statements.Add(VerificationSummaryJson.Write(Summary(model, inputs)));
        return statements;
    }

    /// <summary>What ran; and, for findings that none of it reports, such as those of damaged archives, the product itself.</summary>
    private static IEnumerable<AnalyserCoverage> Reporters(ScannedModel model, ILookup<string, (string Path, Finding Finding)> found)
    {
        var ran = model.Report.Coverage.Analysers.Where(HasRun);
        if (found.Contains(model.Tool.Name)) ran = ran.Append(new(model.Tool.Name, model.Tool.Version, CoverageStatus.Ran, 0, null));
        return ran.OrderBy(a => a.Analyser, StringComparer.Ordinal);
    }

    internal static bool HasRun(AnalyserCoverage analyser) =>
        analyser.Status is CoverageStatus.Ran or CoverageStatus.Partial && !string.Equals(analyser.Maturity, "shadow", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Every file, and the model as a whole; of a model with very many files the whole alone, since each statement repeats them and the verdict lists them
    /// in any case. Files with equal bytes are each named.
    /// </summary>
    private static List<ResourceDescriptor> Subjects(ScannedModel model)
    {
        var whole = new ResourceDescriptor(model.Manifest.Digest, Name: "assay:manifest");
        var files = model.Manifest.Entries;
        return files.Count > MostNamedFiles ? [whole] : [.. files.Select(e => new ResourceDescriptor(e.Sha256, Name: e.Path)), whole];
    }

    private static VerificationSummary Summary(ScannedModel model, IReadOnlyList<ResourceDescriptor> inputs)
    {
        var report = model.Report;
        var analysers = report.Coverage.Analysers.OrderBy(a => a.Analyser, StringComparer.Ordinal).ToList();
        return new()
        {
            Verifier = model.Verifier,
            Versions = [KeyValuePair.Create(model.Tool.Name, model.Tool.Version), .. analysers.Where(HasRun).Select(a => KeyValuePair.Create(a.Analyser, a.Version ?? ""))],
            TimeVerified = model.DecidedAt,
            ResourceUri = report.Purl ?? $"urn:assay:manifest:sha256:{model.Manifest.Digest.Hex}",
            Policy = new(report.Policy.Digest, $"urn:assay:policy:{Uri.EscapeDataString(report.Policy.Name)}"),
            Inputs = inputs,
            IsPassed = report.Verdict == VerdictKind.Approved,
            Subject = model.Manifest.Digest,
            Coverage = new()
            {
                Scan = report.ScanId,
                Verdict = report.Verdict,
                Depth = report.Depth,
                BytesRead = report.Coverage.BytesRead,
                BytesUnderstood = report.Coverage.BytesUnderstood,
                Analysers = [.. analysers.Select(a => new AttestedAnalyser(a.Analyser, a.Version ?? "", a.Status))],
                ExpiresAt = model.ValidFor is { } time ? model.DecidedAt + time : null,
                Manifest = model.Manifest,
            },
        };
    }
}
