using System.Text;
using Assay.Contracts.Reports;
using Assay.Contracts.Rules;
using Assay.Reporting.Reports.Wording;
using static Assay.Reporting.Reports.Html.HtmlText;

namespace Assay.Reporting.Reports.Html;

/// <summary>The report as one page for people: it fetches nothing, runs nothing, and can be kept, mailed and printed.</summary>
/// <param name="rules">Why a finding matters and what to do about it; null where no rule is known.</param>
public sealed class HtmlReportRenderer(IRuleCatalogue? rules = null) : IReportRenderer
{
    public string Format => "html";

    public string MediaType => "text/html";

    public async Task RenderAsync(ScanReport report, Stream output, RenderOptions options, CancellationToken cancellationToken)
    {
        var model = new HtmlModel(rules ?? RuleCatalogue.Empty);
        var subject = report.Models.Count == 1 ? report.Models[0].Target : ReportNumbers.Plural(report.Models.Count, "model");
        await WriteAsync(HtmlPage.Head($"{VerdictWords.Name(report.Verdict)}: {subject}"));
        await WriteAsync($"<header class=\"top\"><h1>Scan report</h1><span>{Safe($"{report.Tool.Name} {report.Tool.Version}")}, "
            + $"depth {report.Depth.ToString().ToLowerInvariant()}</span></header>\n");
        if (report.Models.Count != 1) await WriteAsync(Overview(report));
        for (var i = 0; i < report.Models.Count; i++) await WriteAsync(model.Write(report.Models[i], $"model-{i + 1}"));
        await WriteAsync(HtmlPage.End);
        await output.FlushAsync(cancellationToken);

        Task WriteAsync(string text) => output.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken).AsTask();
    }

    private static string Overview(ScanReport report)
    {
        var html = new StringBuilder($"<div class=\"verdict {HtmlModel.Class(report.Verdict)}\">");
        html.Append($"<p class=\"word\">{VerdictWords.Name(report.Verdict)}</p>");
        if (report.Models.Count == 0) return html.Append("<p>No model was scanned, so nothing can be said.</p></div>\n").ToString();
        var counts = report.Models.GroupBy(m => m.Verdict).OrderByDescending(g => g.Key).Select(g => $"{g.Count()} {HtmlModel.Class(g.Key)}");
        html.Append($"<p>The worst verdict of {ReportNumbers.Plural(report.Models.Count, "model")}: {string.Join(", ", counts)}.</p></div>\n");
        html.Append("<details class=\"models\" open><summary>All models, worst first</summary><div class=\"scroll\"><table>\n");
        html.Append("<tr><th>Verdict</th><th>Model</th><th>Findings</th></tr>\n");
        foreach (var (model, number) in report.Models.Select((m, i) => (m, i + 1)).OrderByDescending(m => m.m.Verdict))
        {
            html.Append($"<tr><td><span class=\"badge {HtmlModel.Class(model.Verdict)}\">{HtmlModel.Class(model.Verdict)}</span></td>");
            html.Append($"<td class=\"name\"><a href=\"#model-{number}\">{Breakable(model.Target)}</a></td>");
            html.Append($"<td>{ReportNumbers.BySeverity(model.Artifacts.SelectMany(a => a.Findings).Select(f => f.Severity))}</td></tr>\n");
        }
        return html.Append("</table></div></details>\n").ToString();
    }
}
