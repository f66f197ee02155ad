using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Scans;
using Assay.Reporting.Api.Shapes;
using Assay.Reporting.Client;

namespace Assay.Cli.Remote;

/// <summary>Prints the verdicts of a run, and turns them into an exit status.</summary>
internal static class RunOutcome
{
    /// <summary>0 where every scan was approved or needs a person, 1 where one was rejected, 2 where one is incomplete or was cancelled.</summary>
    public static async Task<int> PrintAsync(AssayApiClient client, Guid runId, TextWriter output, CancellationToken cancellationToken)
    {
        int rejected = 0, unfinished = 0;
        string? after = null;
        do
        {
            var page = (await client.ScansAsync($"run={runId}&limit=500{(after is null ? "" : "&cursor=" + Uri.EscapeDataString(after))}", cancellationToken)).Value();
            foreach (var scan in page.Scans)
            {
                await output.WriteLineAsync($"{Word(scan),-10}  {EvidenceText.Quote(scan.Target)}  {scan.Id}");
                if (scan.Verdict == VerdictKind.Rejected) rejected++;
                else if (scan.Verdict is null or VerdictKind.Incomplete) unfinished++;
            }
            after = page.Next;
        }
        while (after is not null);
        return rejected > 0 ? ExitCode.Findings : unfinished > 0 ? ExitCode.Incomplete : ExitCode.Ok;
    }

    private static string Word(ScanView scan) =>
        (scan.State == ScanState.Completed ? scan.Verdict?.ToString() : scan.State.ToString())?.ToLowerInvariant() ?? "";
}
