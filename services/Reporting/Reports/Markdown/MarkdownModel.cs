using System.Text;
using Assay.Contracts.Reports;
using Assay.Reporting.Reports.Wording;
using static Assay.Reporting.Reports.Markdown.MarkdownText;

namespace Assay.Reporting.Reports.Markdown;

/// <summary>One model as a Markdown section.</summary>
internal static class MarkdownModel
{
    public static string Write(ModelReport model)
    {
        var text = new StringBuilder();
        text.Append($"## {VerdictWords.Name(model.Verdict)}: {Code(model.Target)}\n\n{VerdictWords.Meaning(model.Verdict)}\n");
        List(text, "Why", model.Reasons);
        Findings(text, PlacedFinding.Of(model));
        List(text, "Probes", ProbeWords.Lines(model));
        List(text, "What was looked at", CoverageWords.Lines(model));
        if (model.Source is { Revision: { } revision } source) text.Append($"- Version: {Code(source.Name)} at {Code(revision)}\n");
        text.Append($"- Policy: {Code(model.Policy.Name)}, scan {Code(model.ScanId.ToString())}\n\n");
        return text.ToString();
    }

    private static void Findings(StringBuilder text, IReadOnlyList<PlacedFinding> findings)
    {
        if (findings.Count == 0) return;
        text.Append($"\n### Findings: {ReportNumbers.BySeverity(findings.Select(f => f.Finding.Severity))}\n");
        foreach (var placed in findings)
        {
            var finding = placed.Finding;
            text.Append($"\n**{finding.Severity.ToString().ToUpperInvariant()}** {Prose(finding.Title)} ({Code(finding.Rule)})\n\n");
            text.Append($"- Where: {Code(placed.Place)}\n");
            text.Append($"- What: {Prose(finding.Message)}\n");
            foreach (var evidence in finding.Evidence) text.Append($"- Seen: {Prose(evidence.Label)}: {Code(evidence.Value)}\n");
            text.Append($"- Confidence: {finding.Confidence.ToString().ToLowerInvariant()}");
            text.Append(finding.IsFact ? "\n" : " (a statistic: it can ask for a look, not reject)\n");
            if (finding.References.Count > 0) text.Append($"- See: {string.Join(", ", finding.References.Select(Prose))}\n");
        }
    }

    private static void List(StringBuilder text, string title, IEnumerable<string> lines)
    {
        var any = false;
        foreach (var line in lines)
        {
            if (!any) text.Append($"\n### {title}\n\n");
            any = true;
            text.Append("- ").Append(Prose(line)).Append('\n');
        }
    }
}
