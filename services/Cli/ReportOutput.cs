using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.Reporting.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Cli;

/// <summary>Writes reports to standard output or, whole or not at all, to a file.</summary>
internal static class ReportOutput
{
    /// <exception cref="UsageException">There is no such format.</exception>
    public static IReportRenderer Renderer(string format)
    {
        using var services = new ServiceCollection().AddReportRenderers().BuildServiceProvider();
        var formats = services.GetRequiredService<ReportFormats>();
        return formats.Find(format) ?? throw new UsageException($"'{EvidenceText.Quote(format)}' is not a report format; choose one of {string.Join(", ", formats.Names)}");
    }

    public static Task WriteAsync(IReportRenderer renderer, ScanReport report, string? path, CancellationToken cancellationToken)
    {
        var options = RenderOptions.Default;
        if (path is null && !Console.IsOutputRedirected)
            options = new() { Width = Console.WindowWidth, Colour = Environment.GetEnvironmentVariable("NO_COLOR") is null or "" };
        return WriteAsync(path, stream => renderer.RenderAsync(report, stream, options, cancellationToken));
    }

    /// <param name="path">Null for standard output.</param>
    /// <param name="write">Writes the whole report.</param>
    /// <exception cref="UsageException">The file cannot be written; what was there before is untouched.</exception>
    public static async Task WriteAsync(string? path, Func<Stream, Task> write)
    {
        if (path is null)
        {
            await using var output = Console.OpenStandardOutput();
            await write(output);
            return;
        }
        var temporary = path + ".part";
        try
        {
            await using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write)) await write(file);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
            throw new UsageException($"the report cannot be written to {EvidenceText.Quote(path)}: {e.Message}");
        }
    }
}
