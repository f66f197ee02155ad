using System.Text.Json;
using Assay.Contracts.Findings;

namespace Assay.Domain.Advisories.Imports;

/// <summary>
/// Reads a report of the AI Vulnerability Database (JSON, data_version 0.3). A report names models by name; where it, or a link in it, names a repository of
/// the hub, that is what the advisory is about. What names no weights is kept as an advisory that concerns none.
/// </summary>
public static class AvidReport
{
    /// <summary>Who is named as the issuer.</summary>
    public const string Issuer = "AVID";

    /// <summary>Reports have a few kilobytes.</summary>
    public const int MaxBytes = 1 << 20;

    private const int MaxItems = 100;

    public static AdvisoryReading Parse(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxBytes) return new(null, $"the report has {utf8.Length} bytes; at most {MaxBytes} are read");
        try
        {
            using var document = JsonDocument.Parse(utf8.ToArray(), new() { MaxDepth = 32 });
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new(null, $"the report is not JSON: {EvidenceText.Quote(AdvisoryRecord.FirstSentence(e.Message))}");
        }
    }

    private static AdvisoryReading Read(JsonElement report)
    {
        if (report.ValueKind != JsonValueKind.Object || AvidFields.Text(report, "data_type") != "AVID") return new(null, "its data_type is not AVID");
        var version = AvidFields.Text(report, "data_version");
        if (version is null || (version != "0.3" && !version.StartsWith("0.3.", StringComparison.Ordinal)))
            return new(null, $"its data_version is '{EvidenceText.Quote(version, 20)}'; 0.3 is read");
        if (AvidFields.Text(AvidFields.Member(report, "metadata"), "report_id") is not { } id) return new(null, "metadata.report_id is missing");
        var summary = AvidFields.Text(AvidFields.Member(report, "description"), "value");
        var problem = AvidFields.Text(AvidFields.Member(AvidFields.Member(report, "problemtype"), "description"), "value");
        var when = AvidFields.Date(report, "last_modified_date") ?? AvidFields.Date(report, "published_date") ?? AvidFields.Date(report, "reported_date");
        if (when is not { } modified) return new(null, "it has no reported_date of the form 2026-01-31");
        var issued = AvidFields.Date(report, "published_date") ?? AvidFields.Date(report, "reported_date") ?? modified;
        var references = AvidFields.References(report, MaxItems);
        var (models, areNamed) = AvidFields.Models(report, references, MaxItems);
        var (advisory, problems) = AdvisoryCheck.Of(new()
        {
            Id = id,
            Title = AvidFields.Line(problem ?? summary ?? id, AdvisoryCheck.MaxTitle),
            Summary = AvidFields.Block(summary ?? problem ?? id, AdvisoryCheck.MaxSummary),
            Severity = AvidFields.Severity(report),
            Aliases = AvidFields.Aliases(report, MaxItems),
            References = references,
            // A link may be there for any reason, so what it leads to is only suspected.
            Status = areNamed || models.Count == 0 ? AdvisoryStatus.Affected : AdvisoryStatus.UnderInvestigation,
            Affected = models,
            Issuer = Issuer,
            IssuedAt = issued <= modified ? issued : modified,
            ModifiedAt = modified,
        });
        return new(advisory, advisory is null ? string.Join("; ", problems) : null);
    }
}
