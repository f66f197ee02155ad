using System.Text.Json;
using Assay.Contracts.Findings;
using Assay.Reporting.Reports.Wording;

namespace Assay.Reporting.Reports.Sarif;

/// <summary>Writes results (3.27) with their locations, fingerprints and suppressions.</summary>
internal sealed class SarifResults(SarifLog log)
{
    /// <summary>How often an identity was written: findings that differ in nothing but their offset are told apart by their number.</summary>
    private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);

    public void Write(Utf8JsonWriter json, SarifResult result)
    {
        var finding = result.Finding;
        var place = log.Artifacts[result.Artifact].Place;
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Rule);
        json.WriteNumber("ruleIndex", log.RuleNumbers[finding.Rule]);
        json.WriteString("level", SarifRule.Level(finding.Severity));
        SarifDriver.Text(json, "message", Message(finding));
        json.WriteStartArray("locations");
        Location(json, finding, place, result.Artifact);
        json.WriteEndArray();
        Fingerprints(json, result.Identity(place.Uri));
        if (result.Suppressed is { } suppressed)
        {
            json.WriteStartArray("suppressions");
            json.WriteStartObject();
            json.WriteString("kind", "external");
            json.WriteString("status", "accepted");
            json.WriteString("justification", SarifText.Message(FindingWords.Suppressed(suppressed)));
            json.WriteEndObject();
            json.WriteEndArray();
        }
        Properties(json, result);
        json.WriteEndObject();
    }

    private static string Message(Finding finding)
    {
        var seen = string.Join("; ", finding.Evidence.Select(e => $"{e.Label}: {e.Value}"));
        return seen.Length == 0 ? finding.Message : $"{finding.Message} Seen: {seen}";
    }

    private static void Location(Utf8JsonWriter json, Finding finding, (string Uri, string? Base) place, int artifact)
    {
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", place.Uri);
        if (place.Base is not null) json.WriteString("uriBaseId", place.Base);
        json.WriteNumber("index", artifact);
        json.WriteEndObject();
        json.WriteStartObject("region");
        // Model files have no lines, and code scanning refuses a result without one.
        json.WriteNumber("startLine", 1);
        // An offset inside a member is no offset of the file: it is named with the member.
        if (finding.Location is { Member: null, Offset: >= 0 and { } offset })
        {
            json.WriteNumber("byteOffset", offset);
            json.WriteNumber("byteLength", 1);
        }
        json.WriteEndObject();
        json.WriteEndObject();
        if (finding.Location.Member is { Length: > 0 } member)
        {
            json.WriteStartArray("logicalLocations");
            json.WriteStartObject();
            json.WriteString("name", EvidenceText.Quote(member.Split("!/")[^1], 1024));
            json.WriteString("fullyQualifiedName", EvidenceText.Quote(finding.Location.ToString(), 4096));
            json.WriteString("kind", "member");
            json.WriteEndObject();
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private void Fingerprints(Utf8JsonWriter json, string identity)
    {
        var number = _seen[identity] = _seen.GetValueOrDefault(identity) + 1;
        json.WriteStartObject("partialFingerprints");
        json.WriteString("assayFinding/v1", $"{identity}:{number}");
        // The one that GitHub follows an alert by; it would make one of the file's first line otherwise.
        json.WriteString("primaryLocationLineHash", $"{identity[..16]}:{number}");
        json.WriteEndObject();
    }

    private static void Properties(Utf8JsonWriter json, SarifResult result)
    {
        var finding = result.Finding;
        json.WriteStartObject("properties");
        json.WriteString("severity", finding.Severity.ToString().ToLowerInvariant());
        if (finding.UsualSeverity is { } usual) json.WriteString("usualSeverity", usual.ToString().ToLowerInvariant());
        json.WriteString("confidence", finding.Confidence.ToString().ToLowerInvariant());
        json.WriteBoolean("isFact", finding.IsFact);
        json.WriteString("model", EvidenceText.Quote(result.Model.Target, 1024));
        if (finding.Location is { Member: not null, Offset: { } offset }) json.WriteNumber("memberOffset", offset);
        json.WriteEndObject();
    }
}
