using System.Text;
using Assay.Contracts.Reports;
using Assay.Reporting.Reports.Wording;

namespace Assay.Reporting.Reports.Markdown;

/// <summary>The report for a pull request, a ticket or a wiki page.</summary>
public sealed class MarkdownReportRenderer : IReportRenderer
{
    public string Format => "markdown";

    public string MediaType => "text/markdown";

    public async Task RenderAsync(ScanReport report, Stream output, RenderOptions options, CancellationToken cancellationToken)
    {
        await WriteAsync($"# Scan report: {VerdictWords.Name(report.Verdict)}\n\n"
            + $"{ReportNumbers.Plural(report.Models.Count, "model")}, by {MarkdownText.Prose($"{report.Tool.Name} {report.Tool.Version}")}.\n\n");
        // A list and not a table: a name in a table cell needs escapes that the same name in a code span shows.
        if (report.Models.Count > 1)
        {
            foreach (var model in report.Models)
            {
                await WriteAsync($"- **{VerdictWords.Name(model.Verdict)}** {MarkdownText.Code(model.Target)}: {Count(model)}\n");
            }
            await WriteAsync("\n");
        }
        foreach (var model in report.Models) await WriteAsync(MarkdownModel.Write(model));
        await output.FlushAsync(cancellationToken);

        Task WriteAsync(string text) => output.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken).AsTask();
    }

    private static string Count(ModelReport model)
    {
        var text = ReportNumbers.BySeverity(model.Artifacts.SelectMany(a => a.Findings).Select(f => f.Severity));
        return text == "none" ? "no findings" : text;
    }
}
