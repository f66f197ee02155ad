using System.Globalization;
using Assay.Reporting.Api.Shapes;
using Assay.Reporting.Client;

namespace Assay.Cli.Remote;

/// <summary>Follows a run or a scan on standard error until it ends.</summary>
internal static class Watch
{
    /// <summary>The run that was followed: the id itself, or the run of the scan with this id.</summary>
    public static async Task<Guid> FollowAsync(AssayApiClient client, Guid id, TextWriter error, CancellationToken cancellationToken)
    {
        var run = await client.RunAsync(id, cancellationToken);
        var events = run.IsSuccess ? client.WatchRunAsync(id, cancellationToken) : client.WatchScanAsync(id, cancellationToken);
        if (!run.IsSuccess && run.Failure.Kind != ApiFailureKind.NotFound) throw new UsageException(run.Failure.Message);
        var runId = run.IsSuccess ? id : (await client.ScanAsync(id, cancellationToken)).Value().Scan.RunId;
        var isTerminal = !Console.IsErrorRedirected;
        var width = 0;
        await foreach (var item in events)
        {
            var line = Line(item.Value().Progress);
            await error.WriteAsync(isTerminal ? "\r" + line.PadRight(width) : line + Environment.NewLine);
            width = line.Length;
        }
        if (isTerminal && width > 0) await error.WriteLineAsync();
        return runId;
    }

    private static string Line(ProgressView progress)
    {
        var left = progress.SecondsLeft is > 0 and var seconds ? string.Create(CultureInfo.InvariantCulture, $", about {seconds:0} s left") : "";
        var failed = progress.TasksFailed > 0 ? string.Create(CultureInfo.InvariantCulture, $", {progress.TasksFailed} failed") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{progress.ScansEnded}/{progress.Scans} scans, {progress.TasksLive} tasks to do{failed}{left}");
    }
}
