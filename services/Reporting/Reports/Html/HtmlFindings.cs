using System.Text;
using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.Contracts.Rules;
using Assay.Contracts.Values;
using Assay.Reporting.Reports.Wording;
using static Assay.Reporting.Reports.Html.HtmlText;

namespace Assay.Reporting.Reports.Html;

/// <summary>Findings as entries that open: what, where, what was seen, why it matters, what to do.</summary>
internal sealed class HtmlFindings(IRuleCatalogue rules)
{
    /// <summary>Entries of one model: more than a browser lays out at once, and far more than a person reads.</summary>
    private const int MaxEntries = 1000;

    /// <summary>Entries that are open at the start: the first of each rule, where its severity is at least medium.</summary>
    private const int MaxOpen = 4;

    public void Write(StringBuilder html, ModelReport model)
    {
        var folded = FoldedFinding.Of(model);
        if (folded.Count == 0) return;
        html.Append("<h3>Findings, worst first</h3>\n");
        var opened = new HashSet<string>(StringComparer.Ordinal);
        foreach (var finding in folded.Take(MaxEntries))
        {
            Entry(html, finding, finding.Finding.Severity >= Severity.Medium && opened.Count < MaxOpen && opened.Add(finding.Finding.Rule));
        }
        var rest = folded.Skip(MaxEntries).Sum(f => f.Count);
        if (rest > 0) html.Append($"<p class=\"quiet\">{ReportNumbers.Plural(rest, "more finding")} in the JSON report.</p>\n");
    }

    public static void Suppressed(StringBuilder html, ModelReport model)
    {
        var all = PlacedFinding.SuppressedIn(model);
        if (all.Count == 0) return;
        html.Append("<h3>Not counted by the policy</h3>\n<details><summary>");
        html.Append($"{ReportNumbers.Plural(all.Count, "finding")} seen and suppressed</summary>\n<div class=\"body\"><ul class=\"plain\">\n");
        foreach (var (placed, suppressed) in all.Take(MaxEntries))
        {
            html.Append($"<li>{Badge(placed.Finding.Severity)} {Safe(placed.Finding.Title)} (<code>{Safe(placed.Finding.Rule)}</code>) in ");
            html.Append($"<code>{Breakable(placed.Place)}</code><br><span class=\"quiet\">{Safe(FindingWords.Suppressed(suppressed))}</span></li>\n");
        }
        html.Append("</ul></div></details>\n");
    }

    public static string Badge(Severity severity) => $"<span class=\"badge {Class(severity)}\">{Class(severity)}</span>";

    public static string Class(Severity severity) => severity.ToString().ToLowerInvariant();

    private void Entry(StringBuilder html, FoldedFinding folded, bool open)
    {
        var finding = folded.Finding;
        var times = folded.Count > 1 ? $" <span class=\"quiet\">({folded.Count} times)</span>" : "";
        html.Append($"<details class=\"finding {Class(finding.Severity)}\"{(open ? " open" : "")}>\n<summary>{Badge(finding.Severity)}");
        html.Append($"<span class=\"title\">{Safe(finding.Title)}{times}</span><span class=\"rule\">{Safe(finding.Rule)}</span>");
        html.Append($"<span class=\"where\">{Breakable(folded.First.Place)}</span></summary>\n<div class=\"body\"><dl>\n");
        Row(html, "What", Safe(finding.Message));
        if (finding.Evidence.Count > 0) Row(html, "Seen", Evidence(finding.Evidence));
        if (folded.More() is { } more) Row(html, "More", Breakable(more));
        var rule = rules.Find(finding.Rule);
        if (rule is not null) Row(html, "Why it matters", Safe(rule.Reason));
        if (rule is not null) Row(html, "What to do", $"<div class=\"do\">{Safe(rule.Remedy)}</div>");
        if (FindingWords.Doubt(finding) is { } doubt) Row(html, "How sure", Safe(doubt));
        if (FindingWords.Changed(finding) is { } changed) Row(html, "Note", Safe(changed));
        if (finding.References.Count > 0) Row(html, "See also", string.Join(", ", finding.References.Select(Reference)));
        html.Append("</dl></div>\n</details>\n");
    }

    private static string Evidence(IReadOnlyList<Evidence> all) =>
        "<ul>" + string.Concat(all.Select(e => $"<li>{Safe(e.Label)}: <code>{Safe(e.Value)}</code></li>")) + "</ul>";

    private static void Row(StringBuilder html, string term, string content) => html.Append($"<dt>{term}</dt><dd>{content}</dd>\n");
}
