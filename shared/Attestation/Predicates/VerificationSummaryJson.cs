using System.Text.Json.Nodes;
using Assay.Attestation.InToto;
using Assay.Attestation.Json;
using Assay.Contracts.Values;

namespace Assay.Attestation.Predicates;

/// <summary>The statement form of <see cref="VerificationSummary"/>.</summary>
public static class VerificationSummaryJson
{
    private const int MostInputs = 1024;

    private const int MostLevels = 16;

    /// <summary>Canonical bytes of the statement.</summary>
    public static byte[] Write(VerificationSummary summary)
    {
        var versions = new JsonObject();
        foreach (var (component, version) in summary.Versions) versions[component] = version;
        return StatementJson.Write([new(summary.Subject, Name: summary.ResourceUri)], PredicateTypes.VerificationSummary, new()
        {
            ["verifier"] = new JsonObject { ["id"] = summary.Verifier, ["version"] = versions },
            ["timeVerified"] = StatementJson.Time(summary.TimeVerified),
            ["resourceUri"] = summary.ResourceUri,
            ["policy"] = StatementJson.Descriptor(summary.Policy),
            ["inputAttestations"] = new JsonArray([.. summary.Inputs.Select(StatementJson.Descriptor)]),
            ["verificationResult"] = summary.IsPassed ? "PASSED" : "FAILED",
            ["verifiedLevels"] = new JsonArray(summary.Level),
            ["slsaVersion"] = "1.0",
            [ScanCoverage.Member] = ScanCoverageJson.Write(summary.Coverage),
        });
    }

    /// <summary>Reads a verified statement; one that says nothing of its coverage, or contradicts itself, is refused.</summary>
    public static Parsed<VerificationSummary> Read(InTotoStatement statement)
    {
        var predicate = StatementJson.Predicate(statement, PredicateTypes.VerificationSummary);
        if (!predicate.IsOk) return Parsed.Failed<VerificationSummary>(predicate.Reason);
        if (statement.Subjects.Count != 1) return Parsed.Failed<VerificationSummary>("a verdict has one subject");
        var fields = predicate.Value;
        var verifier = fields.Object("verifier");
        var versions = verifier.OptionalObject("version");
        var coverage = ScanCoverageJson.Read(fields.Object(ScanCoverage.Member));
        var (policy, result) = (StatementJson.Descriptor(fields.Object("policy")), fields.Text("verificationResult"));
        if (policy.Uri is null) fields.Problem.Report("predicate.policy", "uri: missing");
        if (result is not ("PASSED" or "FAILED")) fields.Problem.Report("predicate.verificationResult", "PASSED or FAILED is expected");
        var levels = fields.OptionalTexts("verifiedLevels", MostLevels);
        if (levels is null) fields.Problem.Report("predicate.verifiedLevels", "missing");
        var (verifierId, time, uri) = (verifier.Text("id"), fields.RequiredTime("timeVerified"), fields.Text("resourceUri"));
        List<ResourceDescriptor> inputs = [.. fields.Objects("inputAttestations", MostInputs).Select(StatementJson.Descriptor)];
        List<KeyValuePair<string, string>> named = versions is null ? [] : [.. versions.Names.Take(MostInputs).Select(n => KeyValuePair.Create(n, versions.Text(n)))];
        if (fields.Problem.First is { } reason) return Parsed.Failed<VerificationSummary>(reason);
        var summary = new VerificationSummary
        {
            Verifier = verifierId,
            Versions = named,
            TimeVerified = time,
            ResourceUri = uri,
            Policy = policy,
            Inputs = inputs,
            IsPassed = result == "PASSED",
            Subject = Sha256Digest.Parse(statement.Subjects[0].Digests["sha256"]),
            Coverage = coverage!,
        };
        return Contradiction(summary, levels!) is { } contradiction ? Parsed.Failed<VerificationSummary>(contradiction) : summary;
    }

    private static string? Contradiction(VerificationSummary summary, IReadOnlyList<string> levels)
    {
        if (summary.Coverage.Manifest.Digest != summary.Subject) return "the listed files are not those of the subject";
        if (summary.IsPassed != (summary.Coverage.Verdict == VerdictKind.Approved)) return "the result and the verdict contradict each other";
        return levels is [var level] && level == summary.Level ? null : $"verifiedLevels: {summary.Level} alone is expected";
    }
}
