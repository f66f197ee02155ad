using System.Text;
using Assay.Contracts.Reports;
using Assay.Reporting.Reports;

namespace Assay.Tests.Unit.Reporting.Reports;

/// <summary>What a renderer writes, as text.</summary>
internal static class Rendered
{
    public static async Task<string> AsTextAsync(this IReportRenderer renderer, ScanReport report, RenderOptions? options = null)
    {
        using var output = new MemoryStream();
        await renderer.RenderAsync(report, output, options ?? RenderOptions.Default, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
