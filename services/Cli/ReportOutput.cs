using Assay.Cli.Rules;
using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Reporting.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Cli;

/// <summary>Writes reports to standard output or, whole or not at all, to a file.</summary>
internal static class ReportOutput
{
    /// <exception cref="UsageException">There is no such format.</exception>
    public static IReportRenderer Renderer(string format)
    {
        using var services = new ServiceCollection().AddSingleton(KnownRules.Catalogue).AddReportRenderers().BuildServiceProvider();
        var formats = services.GetRequiredService<ReportFormats>();
        return formats.Find(format) ?? throw new UsageException($"'{EvidenceText.Quote(format)}' is not a report format; choose one of {string.Join(", ", formats.Names)}");
    }

    public static Task WriteAsync(IReportRenderer renderer, ScanReport report, string? path, Severity failOn, CancellationToken cancellationToken)
    {
        var options = new RenderOptions { FailOn = failOn, Root = Environment.CurrentDirectory };
        if (path is null && !Console.IsOutputRedirected)
            options = options with { Width = Console.WindowWidth, Colour = Environment.GetEnvironmentVariable("NO_COLOR") is null or "" };
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
        var destination = ReportDestination.At(path);
        try
        {
            await destination.WriteAsync(write);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(path, e);
        }
    }

    /// <summary>Finds out before a long scan what would spoil its end.</summary>
    /// <param name="path">Null for standard output.</param>
    /// <exception cref="UsageException">No file can be written there.</exception>
    public static void Check(string? path)
    {
        if (path is null) return;
        try
        {
            ReportDestination.At(path).Check();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(path, e);
        }
    }

    private static UsageException Unwritable(string path, Exception reason) =>
        new($"the report cannot be written to {EvidenceText.Quote(path)}: {EvidenceText.Quote(reason.Message)}");
}
