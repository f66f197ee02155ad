using System.Text;
using Assay.Contracts.Reports;
using Assay.Contracts.Rules;
using Assay.Contracts.Values;
using Assay.Reporting.Reports.Wording;
using static Assay.Reporting.Reports.Markdown.MarkdownText;

namespace Assay.Reporting.Reports.Markdown;

/// <summary>Models as Markdown sections, until the room for details is used up.</summary>
internal sealed class MarkdownModel(IRuleCatalogue rules)
{
    /// <summary>Characters spent on findings: pages refuse Markdown beyond 1 MiB, and other sections need room, too.</summary>
    private const int MaxDetails = 600_000;

    /// <summary>Suppressed findings named; the JSON report names them all.</summary>
    private const int MaxSuppressed = 50;

    private readonly HashSet<string> _advised = [];
    private int _spent;

    public string Write(ModelReport model)
    {
        var text = new StringBuilder();
        text.Append($"## {VerdictWords.Name(model.Verdict)}: {Code(model.Target)}\n\n{VerdictWords.Meaning(model.Verdict)}\n");
        List(text, "Why", model.Reasons);
        Findings(text, model);
        Suppressed(text, PlacedFinding.SuppressedIn(model));
        List(text, "Probes", ProbeWords.Lines(model));
        List(text, "What was looked at", CoverageWords.Lines(model));
        if (model.Source is { Revision: { } revision } source) text.Append($"- Version: {Code(source.Name)} at {Code(revision)}\n");
        if (!model.ManifestDigest.IsEmpty) text.Append($"- Content: manifest {Code(model.ManifestDigest.Hex)}\n");
        text.Append($"- Policy: {Code(model.Policy.Name)}, scan {Code(model.ScanId.ToString())}\n\n");
        return text.ToString();
    }

    private void Findings(StringBuilder text, ModelReport model)
    {
        var folded = FoldedFinding.Of(model);
        if (folded.Count == 0) return;
        text.Append($"\n### Findings: {ReportNumbers.BySeverity(model.Artifacts.SelectMany(a => a.Findings).Select(f => f.Severity))}\n");
        var shown = 0;
        foreach (var finding in folded)
        {
            if (_spent > MaxDetails) break;
            var before = text.Length;
            Finding(text, finding);
            _spent += text.Length - before;
            shown++;
        }
        var rest = folded.Skip(shown).Sum(f => f.Count);
        if (rest == 0) return;
        text.Append($"\n{ReportNumbers.Plural(rest, "more finding")} {(rest == 1 ? "is" : "are")} left out for their length: see the JSON report.\n");
    }

    private void Finding(StringBuilder text, FoldedFinding folded)
    {
        var finding = folded.Finding;
        var times = folded.Count > 1 ? $", {folded.Count} times" : "";
        text.Append($"\n**{finding.Severity.ToString().ToUpperInvariant()}** {Prose(finding.Title)} ({Code(finding.Rule)}{times})\n\n");
        text.Append($"- Where: {Code(folded.First.Place)}\n");
        text.Append($"- What: {Prose(finding.Message)}\n");
        foreach (var evidence in finding.Evidence) text.Append($"- Seen: {Prose(evidence.Label)}: {Code(evidence.Value)}\n");
        if (folded.More() is { } more) text.Append($"- More: {Prose(more)}\n");
        if (FindingWords.Doubt(finding) is { } doubt) text.Append($"- Sure: {Prose(doubt)}\n");
        if (FindingWords.Changed(finding) is { } changed) text.Append($"- Note: {Prose(changed)}\n");
        if (finding.Severity < Severity.Medium || !_advised.Add(finding.Rule)) return;
        if (rules.Find(finding.Rule) is { } rule) text.Append($"- Do: {Prose(rule.Remedy)}\n");
        if (finding.References.Count > 0) text.Append($"- See: {string.Join(", ", finding.References.Select(Prose))}\n");
    }

    private static void Suppressed(StringBuilder text, IReadOnlyList<(PlacedFinding Placed, SuppressedFinding Suppressed)> all)
    {
        if (all.Count == 0) return;
        text.Append("\n### Not counted by the policy\n\n");
        foreach (var (placed, suppressed) in all.Take(MaxSuppressed))
        {
            text.Append($"- {placed.Finding.Severity.ToString().ToLowerInvariant()}: {Prose(placed.Finding.Title)} ({Code(placed.Finding.Rule)}) ");
            text.Append($"in {Code(placed.Place)}; {Prose(FindingWords.Suppressed(suppressed))}\n");
        }
        if (all.Count > MaxSuppressed) text.Append($"- {all.Count - MaxSuppressed} more are in the JSON report\n");
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
