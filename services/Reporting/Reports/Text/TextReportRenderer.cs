using System.Text;
using Assay.Contracts.Reports;
using Assay.Contracts.Rules;

namespace Assay.Reporting.Reports.Text;

/// <summary>The report for a person at a terminal.</summary>
/// <param name="rules">What to do about a finding; null where no rule is known.</param>
public sealed class TextReportRenderer(IRuleCatalogue? rules = null) : IReportRenderer
{
    public string Format => "text";

    public string MediaType => "text/plain";

    public async Task RenderAsync(ScanReport report, Stream output, RenderOptions options, CancellationToken cancellationToken)
    {
        var canvas = new TextCanvas(options.Width, options.Colour);
        var drawing = new TextModel(canvas, rules ?? RuleCatalogue.Empty);
        foreach (var model in report.Models)
        {
            drawing.Draw(model);
            await WriteAsync();
        }
        if (report.Models.Count == 0) canvas.Line(0, "No model was scanned, so nothing can be said.");
        if (report.Models.Count > 1) new TextSummary(canvas).Draw(report);
        await WriteAsync();
        await output.FlushAsync(cancellationToken);

        Task WriteAsync() => output.WriteAsync(Encoding.UTF8.GetBytes(canvas.Take()), cancellationToken).AsTask();
    }
}
