using Assay.Contracts.Messages;
using Assay.Contracts.Values;
using Assay.Domain.Scans;
using Assay.Domain.Tasks;

namespace Assay.Tests.Integration.Storage;

/// <summary>Submitting, claiming, renewing.</summary>
public abstract class LedgerClaimContract(IStorageHome home) : LedgerContract(home)
{
    [Fact]
    public async Task A_submitted_scan_is_queued_with_one_ready_ingest_task_and_announced()
    {
        var scan = Samples.NewScan(Lane.Interactive) with { Offline = true, Refresh = true, Depth = Depth.Probe };
        var (added, messages) = await Bed.Ledger.SubmitAsync([scan], Token);
        added.ShouldBe(1);

        var (stored, tasks) = await ReadAsync(scan.Id);
        stored.ShouldBe(new Scan
        {
            Id = scan.Id,
            RunId = scan.RunId,
            Target = scan.Target,
            Lane = Lane.Interactive,
            Depth = Depth.Probe,
            PolicyDigest = scan.PolicyDigest,
            Offline = true,
            Refresh = true,
            TraceParent = scan.TraceParent,
            CreatedAt = Bed.Time.GetUtcNow(),
        });
        var task = tasks.ShouldHaveSingleItem();
        task.State.ShouldBe(TaskState.Ready);
        task.Attempt.ShouldBe(0);
        messages.ShouldHaveSingleItem().Body.ShouldBe(new TaskReady(task.Id, scan.Id, Stage.Ingest, Lane.Interactive, scan.TraceParent));
    }

    [Fact]
    public async Task A_doubled_submission_is_harmless()
    {
        var scan = Samples.NewScan();
        var other = Samples.NewScan();
        (await Bed.Ledger.SubmitAsync([scan, scan], Token)).Value.ShouldBe(1);
        var (added, messages) = await Bed.Ledger.SubmitAsync([scan with { Target = "changed" }, other], Token);
        added.ShouldBe(1);
        messages.ShouldHaveSingleItem().Body.ShouldBeOfType<TaskReady>().ScanId.ShouldBe(other.Id);
        var (stored, tasks) = await ReadAsync(scan.Id);
        stored.Target.ShouldBe(scan.Target);
        tasks.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_empty_submission_writes_nothing() => (await Bed.Ledger.SubmitAsync([], Token)).Value.ShouldBe(0);

    [Fact]
    public async Task Hostile_text_in_a_target_is_kept_as_far_as_a_database_can()
    {
        var scan = Samples.NewScan(target: "a\0b\ud800c" + new string('x', 9000));
        await Bed.Ledger.SubmitAsync([scan], Token);
        (await ReadAsync(scan.Id)).Scan.Target.ShouldStartWith("a\ufffdb\ufffdcx");
    }

    [Fact]
    public async Task A_claim_leases_the_task_and_sets_the_scan_running()
    {
        var id = await SubmitAsync();
        var (task, scan) = await ClaimOneAsync();
        task.ScanId.ShouldBe(id);
        task.State.ShouldBe(TaskState.Leased);
        task.Attempt.ShouldBe(1);
        task.LeaseOwner.ShouldBe("worker");
        task.LeaseUntil.ShouldBe(Bed.Time.GetUtcNow() + Lease);
        scan.State.ShouldBe(ScanState.Running);

        var snapshot = await ReadAsync(id);
        snapshot.Scan.ShouldBe(scan);
        snapshot.Tasks.ShouldHaveSingleItem().ShouldBe(task with { Subject = snapshot.Tasks[0].Subject });
        (await Bed.Ledger.ClaimAsync(Stage.Ingest, Lane.Normal, "other", 10, Lease, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Claims_hand_out_the_oldest_tasks_of_their_stage_and_lane_first()
    {
        await SubmitAsync(Lane.Bulk);
        var first = await SubmitAsync();
        Bed.Time.Advance(TimeSpan.FromSeconds(1));
        List<Guid> later = [await SubmitAsync(), await SubmitAsync(), await SubmitAsync()];
        (await Bed.Ledger.ClaimAsync(Stage.Inspect, Lane.Normal, "w", 9, Lease, Token)).ShouldBeEmpty();
        var claims = await Bed.Ledger.ClaimAsync(Stage.Ingest, Lane.Normal, "w", 3, Lease, Token);
        claims.Select(c => c.Scan.Id).ShouldBe([first, later[0], later[1]]);
        (await ClaimOneAsync()).Scan.Id.ShouldBe(later[2]);
        (await ClaimOneAsync(lane: Lane.Bulk)).Scan.Lane.ShouldBe(Lane.Bulk);
    }

    [Fact]
    public async Task A_task_is_not_handed_out_before_its_time()
    {
        var notBefore = Bed.Time.GetUtcNow() + TimeSpan.FromMinutes(5);
        await PlannedAsync(Samples.Task(Stage.Inspect, Lane.Normal, Samples.File("a")) with { NotBefore = notBefore });
        (await Bed.Ledger.ClaimAsync(Stage.Inspect, Lane.Normal, "w", 1, Lease, Token)).ShouldBeEmpty();
        Bed.Time.Advance(TimeSpan.FromMinutes(5));
        (await ClaimOneAsync(Stage.Inspect)).Task.NotBefore.ShouldBe(notBefore);
    }

    [Fact]
    public async Task A_claimed_task_carries_its_subject()
    {
        var subject = new TaskSubject([Samples.File("model.onnx")], [Samples.File("weights\ud800.bin")]);
        await PlannedAsync(Samples.Task(Stage.GpuProbe, Lane.Normal) with { Subject = subject });
        var claimed = (await ClaimOneAsync(Stage.GpuProbe)).Task.Subject;
        claimed.Files.ShouldBe(subject.Files);
        claimed.Companions.ShouldHaveSingleItem().Sha256.ShouldBe(subject.Companions[0].Sha256);
    }

    [Fact]
    public async Task A_lease_is_renewed_for_the_attempt_that_holds_it_only()
    {
        await SubmitAsync();
        var (task, scan) = await ClaimOneAsync();
        Bed.Time.Advance(TimeSpan.FromMinutes(1));
        (await Bed.Ledger.RenewAsync(task.Id, task.Attempt, Lease, Token)).ShouldBeTrue();
        (await ReadAsync(scan.Id)).Tasks[0].LeaseUntil.ShouldBe(Bed.Time.GetUtcNow() + Lease);
        (await Bed.Ledger.RenewAsync(task.Id, task.Attempt + 1, Lease, Token)).ShouldBeFalse();
        await Bed.Ledger.CancelAsync(scan.Id, Token);
        (await Bed.Ledger.RenewAsync(task.Id, task.Attempt, Lease, Token)).ShouldBeFalse();
    }

    [Fact]
    public async Task Sixty_four_claimers_at_once_never_get_the_same_task()
    {
        const int scans = 400;
        await Bed.Ledger.SubmitAsync([.. Enumerable.Range(0, scans).Select(_ => Samples.NewScan(Lane.Bulk))], Token);
        var claimed = await Task.WhenAll(Enumerable.Range(0, 64).Select(async worker =>
        {
            var mine = new List<Guid>();
            for (var empty = 0; empty < 3;)
            {
                var claims = await Bed.Ledger.ClaimAsync(Stage.Ingest, Lane.Bulk, "w" + worker, 3, Lease, Token);
                mine.AddRange(claims.Select(c => c.Task.Id));
                empty = claims.Count == 0 ? empty + 1 : 0;
            }
            return mine;
        }));
        var all = claimed.SelectMany(ids => ids).ToList();
        all.Distinct().Count().ShouldBe(all.Count);
        all.Count.ShouldBe(scans);
    }
}
