using System.Text.Json.Nodes;
using Assay.Attestation.InToto;
using Assay.Attestation.Json;
using Assay.Attestation.Registry;

namespace Assay.Attestation.Predicates;

/// <summary>The statement form of <see cref="VulnsPredicate"/>.</summary>
public static class VulnsJson
{
    /// <summary>There are fewer rules than this.</summary>
    private const int MostResults = 10_000;

    private const int MostSeverities = 16;

    private const int MostAnnotations = 256;

    /// <summary>Canonical bytes of the statement.</summary>
    public static byte[] Write(IEnumerable<ResourceDescriptor> subjects, VulnsPredicate vulns)
    {
        var scanner = new JsonObject
        {
            ["uri"] = vulns.ScannerUri,
            ["version"] = vulns.ScannerVersion,
            ["db"] = new JsonObject { ["uri"] = vulns.ScannerUri + "/rules", ["version"] = vulns.Rules.IsEmpty ? "" : vulns.Rules.Hex, ["lastUpdate"] = StatementJson.Time(vulns.StartedOn) },
            ["result"] = new JsonArray([.. vulns.Results.Select(Result)]),
        };
        var metadata = new JsonObject { ["scanStartedOn"] = StatementJson.Time(vulns.StartedOn), ["scanFinishedOn"] = StatementJson.Time(vulns.FinishedOn) };
        return StatementJson.Write(subjects, PredicateTypes.Vulns, new() { ["scanner"] = scanner, ["metadata"] = metadata });
    }

    /// <summary>Reads a verified statement.</summary>
    public static Parsed<VulnsPredicate> Read(InTotoStatement statement)
    {
        var predicate = StatementJson.Predicate(statement, PredicateTypes.Vulns);
        if (!predicate.IsOk) return Parsed.Failed<VulnsPredicate>(predicate.Reason);
        var (scanner, metadata) = (predicate.Value.Object("scanner"), predicate.Value.Object("metadata"));
        var db = scanner.Object("db");
        db.RequiredTime("lastUpdate");
        var read = new VulnsPredicate
        {
            ScannerUri = scanner.Text("uri"),
            ScannerVersion = scanner.OptionalText("version") ?? "",
            Rules = db.OptionalText("version") is { Length: > 0 } ? db.Digest("version") : default,
            Results = [.. scanner.RequiredObjects("result", MostResults).Select(Result)],
            StartedOn = metadata.RequiredTime("scanStartedOn"),
            FinishedOn = metadata.RequiredTime("scanFinishedOn"),
        };
        return predicate.Value.Problem.First is { } reason ? Parsed.Failed<VulnsPredicate>(reason) : read;
    }

    private static JsonNode Result(VulnResult result)
    {
        var written = new JsonObject
        {
            ["id"] = result.Id,
            ["severity"] = new JsonArray([.. result.Severity.Select(s => new JsonObject { ["method"] = s.Method, ["score"] = s.Score })]),
        };
        if (result.Annotations.Count > 0) written["annotations"] = new JsonArray([.. result.Annotations.Select(a => new JsonObject { [a.Key] = a.Value })]);
        return written;
    }

    private static VulnResult Result(JsonFields fields)
    {
        List<VulnSeverity> severity = [.. fields.RequiredObjects("severity", MostSeverities).Select(s => new VulnSeverity(s.Text("method"), s.Text("score")))];
        if (severity.Count == 0) fields.Problem.Report(fields.Path, "severity: at least one is expected");
        var annotations = fields.Objects("annotations", MostAnnotations).SelectMany(a => a.Names.Take(MostAnnotations).Select(n => KeyValuePair.Create(n, a.Text(n))));
        return new(fields.Text("id"), severity, [.. annotations]);
    }
}
