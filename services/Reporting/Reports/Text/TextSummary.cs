using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Reporting.Reports.Wording;

namespace Assay.Reporting.Reports.Text;

/// <summary>Draws the table at the end of a report about several models.</summary>
internal sealed class TextSummary(TextCanvas canvas)
{
    /// <summary>Up to this many models the table names every one; beyond it, only those that somebody has to look at.</summary>
    private const int NameAll = 50;

    private const string Header = "FINDINGS";

    public void Draw(ScanReport report)
    {
        var counts = report.Models.GroupBy(m => m.Verdict).OrderByDescending(g => g.Key)
            .Select(g => $"{g.Count()} {g.Key.ToString().ToLowerInvariant()}");
        canvas.Line(0, $"Summary: {ReportNumbers.Plural(report.Models.Count, "model")}: {string.Join(", ", counts)}", Tone.Heading);
        var named = report.Models.Count <= NameAll ? report.Models : report.Models.Where(m => m.Verdict != VerdictKind.Approved);
        var rows = named.Select(m => (Model: m, Findings: ReportNumbers.BySeverity(Severities(m)))).ToList();
        if (rows.Count == 0) return;
        var findingsWidth = Math.Max(Header.Length, rows.Max(r => r.Findings.Length)) + 2;
        canvas.Row(2, "VERDICT", 12, Tone.Quiet, Header, findingsWidth, "MODEL");
        foreach (var (model, findings) in rows)
        {
            canvas.Row(2, VerdictWords.Name(model.Verdict), 12, Tones.Of(model.Verdict), findings, findingsWidth, model.Target);
        }
    }

    private static IEnumerable<Severity> Severities(ModelReport model) => model.Artifacts.SelectMany(a => a.Findings).Select(f => f.Severity);
}
