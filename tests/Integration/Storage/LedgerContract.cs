using Assay.Contracts.Values;
using Assay.Domain.Scans;
using Assay.Domain.Tasks;

namespace Assay.Tests.Integration.Storage;

/// <summary>
/// What every database promises of the ledger. Each test uses a run and targets of its own, and drains the lane that it claims from first.
/// </summary>
public abstract class LedgerContract(IStorageHome home) : IAsyncDisposable
{
    protected static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    protected StorageBed Bed { get; } = home.Open();

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await DrainAsync();
        await Bed.DisposeAsync();
    }

    /// <summary>Cancels what other tests of the class left behind, so that a claim sees this test's tasks only.</summary>
    protected async Task DrainAsync()
    {
        foreach (var state in new[] { ScanState.Queued, ScanState.Running })
        {
            foreach (var scan in (await Bed.Views.ListAsync(new() { State = state, PageSize = 500 }, CancellationToken.None)).Scans)
                await Bed.Ledger.CancelRunAsync(scan.RunId, CancellationToken.None);
        }
    }

    protected async Task<Guid> SubmitAsync(Lane lane = Lane.Normal, string? target = null)
    {
        var scan = Samples.NewScan(lane, target: target);
        (await Bed.Ledger.SubmitAsync([scan], Token)).Value.ShouldBe(1);
        return scan.Id;
    }

    protected async Task<ClaimedTask> ClaimOneAsync(Stage stage = Stage.Ingest, Lane lane = Lane.Normal) =>
        (await Bed.Ledger.ClaimAsync(stage, lane, "worker", 1, Lease, Token)).ShouldHaveSingleItem();

    protected async Task<ScanSnapshot> ReadAsync(Guid scan) => (await Bed.Ledger.ReadAsync(scan, Token)).ShouldNotBeNull();

    /// <summary>A scan whose Ingest task is done and which has these tasks ready.</summary>
    protected async Task<Guid> PlannedAsync(params IReadOnlyList<ScanTask> tasks)
    {
        var id = await SubmitAsync();
        var claim = await ClaimOneAsync();
        claim.Scan.Id.ShouldBe(id);
        (await Bed.Ledger.CompleteAsync(claim, TaskResult.Nothing, Token)).Value.ShouldBeTrue();
        (await Bed.Ledger.PlanAsync(id, claim.Scan.Revision, ScanPhase.Examine, tasks, Token)).Value.ShouldBeTrue();
        return id;
    }

    protected static TaskFailure Crash => new(FailureCategory.Crashed, "It crashed.");
}
