using System.Text;
using Assay.Contracts.Reports;
using Assay.Contracts.Rules;
using Assay.Contracts.Values;
using Assay.Reporting.Reports.Wording;

namespace Assay.Reporting.Reports.Markdown;

/// <summary>The report for a pull request, a ticket, a wiki page or the summary of a job: it stays below 1 MiB.</summary>
/// <param name="rules">What to do about a finding; null where no rule is known.</param>
public sealed class MarkdownReportRenderer(IRuleCatalogue? rules = null) : IReportRenderer
{
    /// <summary>Models in the list at the top, and models with a section of their own; worst first where there are more.</summary>
    private const int MaxModels = 200;

    public string Format => "markdown";

    public string MediaType => "text/markdown";

    public async Task RenderAsync(ScanReport report, Stream output, RenderOptions options, CancellationToken cancellationToken)
    {
        await WriteAsync($"# Scan report: {VerdictWords.Name(report.Verdict)}\n\n"
            + $"{ReportNumbers.Plural(report.Models.Count, "model")}, by {MarkdownText.Prose($"{report.Tool.Name} {report.Tool.Version}")}.\n\n");
        var shown = report.Models.Count <= MaxModels ? report.Models : [.. report.Models.OrderByDescending(m => m.Verdict).Take(MaxModels)];
        // A list and not a table: a name in a table cell needs escapes that the same name in a code span shows.
        if (report.Models.Count > 1)
        {
            foreach (var model in shown)
                await WriteAsync($"- **{VerdictWords.Name(model.Verdict)}** {MarkdownText.Code(model.Target)}: {Count(model)}\n");
            if (report.Models.Count > shown.Count) await WriteAsync($"- and {LeftOut(report, shown.Count)}, in the JSON report\n");
            await WriteAsync("\n");
        }
        var section = new MarkdownModel(rules ?? RuleCatalogue.Empty);
        foreach (var model in shown) await WriteAsync(section.Write(model));
        await output.FlushAsync(cancellationToken);

        Task WriteAsync(string text) => output.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken).AsTask();
    }

    private static string LeftOut(ScanReport report, int shown)
    {
        var rest = report.Models.OrderByDescending(m => m.Verdict).Skip(shown).ToList();
        var doubtful = rest.Count(m => m.Verdict != VerdictKind.Approved);
        return doubtful == 0 ? $"{rest.Count} more, all approved" : $"{rest.Count} more, {doubtful} of them not approved";
    }

    private static string Count(ModelReport model)
    {
        var text = ReportNumbers.BySeverity(model.Artifacts.SelectMany(a => a.Findings).Select(f => f.Severity));
        return text == "none" ? "no findings" : text;
    }
}
