using Assay.Contracts.Messages;
using Assay.Contracts.Values;
using Assay.Domain.Messages;
using Assay.Domain.Scans;
using Assay.Domain.Tasks;

namespace Assay.Tests.Integration.Storage;

/// <summary>Planning, verdicts, cancellation, retries, reminders.</summary>
public abstract class LedgerScanContract(IStorageHome home) : LedgerContract(home)
{
    [Fact]
    public async Task A_plan_adds_its_tasks_once_however_many_planners_there_are()
    {
        var id = await SubmitAsync();
        var claim = await ClaimOneAsync();
        await Bed.Ledger.CompleteAsync(claim, TaskResult.Nothing, Token);
        var plans = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Bed.Ledger.PlanAsync(
            id,
            claim.Scan.Revision,
            ScanPhase.Examine,
            [Samples.Task(Stage.HashVerify, Lane.Normal), Samples.Task(Stage.Inspect, Lane.Normal, Samples.File("a"))],
            Token)));
        var (_, messages) = plans.Where(p => p.Value).ShouldHaveSingleItem();
        messages.Select(m => ((TaskReady)m.Body).Stage).ShouldBe([Stage.HashVerify, Stage.Inspect]);
        messages.ShouldAllBe(m => ((TaskReady)m.Body).TraceParent == claim.Scan.TraceParent);
        var (scan, tasks) = await ReadAsync(id);
        scan.Phase.ShouldBe(ScanPhase.Examine);
        scan.Revision.ShouldBe(claim.Scan.Revision + 1);
        tasks.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_plan_without_tasks_announces_the_scan()
    {
        var id = await SubmitAsync();
        var (moved, messages) = await Bed.Ledger.PlanAsync(id, 0, ScanPhase.Probe, [], Token);
        moved.ShouldBeTrue();
        messages.ShouldHaveSingleItem().Body.ShouldBeOfType<ScanChanged>().ScanId.ShouldBe(id);
        (await Bed.Ledger.PlanAsync(Guid.NewGuid(), 0, ScanPhase.Probe, [], Token)).Value.ShouldBeFalse();
    }

    [Fact]
    public async Task Two_who_conclude_leave_one_verdict()
    {
        var scan = (await ReadAsync(await SubmitAsync())).Scan;
        var verdicts = Enumerable.Range(0, 8).Select(i => Samples.Verdict(scan, VerdictKind.Approved, Bed.Time.GetUtcNow())).ToList();
        var done = await Task.WhenAll(verdicts.Select(v => Bed.Ledger.ConcludeAsync(scan.Revision, v, Token)));
        done.Count(d => d.Value).ShouldBe(1);
        (await Bed.Verdicts.HistoryAsync(scan.Target, 10, Token)).Count.ShouldBe(1);
        var winner = verdicts[Array.FindIndex(done, d => d.Value)];
        var ended = (await ReadAsync(scan.Id)).Scan;
        ended.State.ShouldBe(ScanState.Completed);
        ended.Phase.ShouldBe(ScanPhase.Done);
        ended.VerdictId.ShouldBe(winner.Id);
        ended.Verdict.ShouldBe(VerdictKind.Approved);
        ended.EndedAt.ShouldBe(Bed.Time.GetUtcNow());
    }

    [Fact]
    public async Task A_verdict_before_the_last_task_cancels_what_is_left()
    {
        var id = await PlannedAsync(Samples.Task(Stage.Inspect, Lane.Normal, Samples.File("a")), Samples.Task(Stage.HashVerify, Lane.Normal));
        var held = await ClaimOneAsync(Stage.HashVerify);
        var scan = (await ReadAsync(id)).Scan;
        await Bed.Ledger.ConcludeAsync(scan.Revision, Samples.Verdict(scan, VerdictKind.Rejected, Bed.Time.GetUtcNow()), Token);
        (await ReadAsync(id)).Tasks.ShouldAllBe(t => !t.IsLive);
        (await Bed.Ledger.ClaimAsync(Stage.Inspect, Lane.Normal, "w", 1, Lease, Token)).ShouldBeEmpty();
        (await Bed.Ledger.CompleteAsync(held, TaskResult.Nothing, Token)).Value.ShouldBeFalse();
    }

    [Fact]
    public async Task A_conclusion_announces_the_verdict_beside_the_one_before()
    {
        var target = "hf://org/" + Guid.NewGuid();
        await ConcludeNewScanAsync(target, VerdictKind.Approved);
        Bed.Time.Advance(TimeSpan.FromHours(1));
        var (scan, messages) = await ConcludeNewScanAsync(target, VerdictKind.Rejected);
        messages.ShouldHaveSingleItem().Body.ShouldBe(
            new ScanCompleted(scan.Id, scan.VerdictId!.Value, target, VerdictKind.Rejected, VerdictKind.Approved, scan.TraceParent));
        (await Bed.Verdicts.ReadCurrentAsync(target, Token))!.Id.ShouldBe(scan.VerdictId.Value);
        (await Bed.Verdicts.HistoryAsync(target, 10, Token)).Select(v => v.Kind).ShouldBe([VerdictKind.Rejected, VerdictKind.Approved]);
    }

    [Fact]
    public async Task An_older_verdict_that_arrives_late_does_not_replace_a_newer_one()
    {
        var target = "hf://org/" + Guid.NewGuid();
        var late = (await ReadAsync(await SubmitAsync(target: target))).Scan;
        var old = Samples.Verdict(late, VerdictKind.Approved, Bed.Time.GetUtcNow());
        Bed.Time.Advance(TimeSpan.FromSeconds(1));
        var (newer, _) = await ConcludeNewScanAsync(target, VerdictKind.Rejected);
        (await Bed.Ledger.ConcludeAsync(late.Revision, old, Token)).Value.ShouldBeTrue();
        (await Bed.Verdicts.ReadCurrentAsync(target, Token))!.Id.ShouldBe(newer.VerdictId!.Value);
    }

    [Fact]
    public async Task A_cancelled_scan_ends_with_its_live_tasks_and_hands_out_nothing()
    {
        var id = await PlannedAsync(Samples.Task(Stage.Inspect, Lane.Normal, Samples.File("a")), Samples.Task(Stage.HashVerify, Lane.Normal));
        var held = await ClaimOneAsync(Stage.HashVerify);
        var revision = (await ReadAsync(id)).Scan.Revision;
        (await Bed.Ledger.CancelAsync(id, Token)).Value.ShouldBeTrue();
        var (scan, tasks) = await ReadAsync(id);
        scan.State.ShouldBe(ScanState.Cancelled);
        scan.Revision.ShouldBe(revision + 1);
        tasks.ShouldAllBe(t => t.State == (t.Stage == Stage.Ingest ? TaskState.Succeeded : TaskState.Cancelled));
        (await Bed.Ledger.ClaimAsync(Stage.Inspect, Lane.Normal, "w", 1, Lease, Token)).ShouldBeEmpty();
        (await Bed.Ledger.CompleteAsync(held, TaskResult.Nothing, Token)).Value.ShouldBeFalse();
        (await Bed.Ledger.ConcludeAsync(revision, Samples.Verdict(scan, VerdictKind.Approved, Samples.Noon), Token)).Value.ShouldBeFalse();
        (await Bed.Ledger.CancelAsync(id, Token)).Value.ShouldBeFalse();
        (await Bed.Ledger.CancelAsync(Guid.NewGuid(), Token)).Value.ShouldBeFalse();
    }

    [Fact]
    public async Task A_run_of_ten_thousand_scans_is_cancelled_while_workers_claim_from_it()
    {
        const int scans = 10_000;
        var run = Guid.CreateVersion7();
        foreach (var chunk in Enumerable.Range(0, scans).Select(_ => Samples.NewScan(Lane.Bulk, run)).Chunk(1000))
            (await Bed.Ledger.SubmitAsync(chunk, Token)).Value.ShouldBe(1000);
        var workers = Enumerable.Range(0, 4).Select(async worker =>
        {
            while ((await Bed.Ledger.ClaimAsync(Stage.Ingest, Lane.Bulk, "w" + worker, 5, Lease, Token)).Count > 0)
            {
                // Until the cancellation leaves nothing to claim.
            }
        }).ToList();
        (await Bed.Ledger.CancelRunAsync(run, Token)).Value.ShouldBe(scans);
        await Task.WhenAll(workers);
        var progress = await Bed.Views.RunProgressAsync(run, Token);
        progress.ShouldBe(new(scans, scans, 0, scans, 0));
        (await Bed.Ledger.CancelRunAsync(run, Token)).Value.ShouldBe(0);
    }

    [Fact]
    public async Task A_retry_of_a_completed_scan_keeps_the_verdict_until_the_next_one()
    {
        var id = await PlannedAsync(Samples.Task(Stage.Inspect, Lane.Normal, Samples.File("a")));
        var claim = await ClaimOneAsync(Stage.Inspect);
        await Bed.Ledger.FailAsync(claim, new TaskFailure(FailureCategory.BadInput, "Unreadable."), Token);
        var scan = (await ReadAsync(id)).Scan;
        var verdict = Samples.Verdict(scan, VerdictKind.Incomplete, Bed.Time.GetUtcNow());
        await Bed.Ledger.ConcludeAsync(scan.Revision, verdict, Token);

        var (retried, messages) = await Bed.Ledger.RetryAsync(claim.Task.Id, Token);
        retried.ShouldBeTrue();
        messages.ShouldHaveSingleItem().Body.ShouldBe(new TaskReady(claim.Task.Id, id, Stage.Inspect, Lane.Normal, scan.TraceParent));
        var (reopened, tasks) = await ReadAsync(id);
        reopened.State.ShouldBe(ScanState.Running);
        reopened.Phase.ShouldBe(ScanPhase.Examine);
        reopened.EndedAt.ShouldBeNull();
        reopened.Revision.ShouldBe(scan.Revision + 2);
        tasks[^1].Error.ShouldBeNull();
        (await Bed.Verdicts.ReadCurrentAsync(scan.Target, Token))!.Id.ShouldBe(verdict.Id);

        var again = await ClaimOneAsync(Stage.Inspect);
        again.Task.Attempt.ShouldBe(claim.Task.Attempt + 1, "the number is a fencing token");
        (await Bed.Ledger.CompleteAsync(claim, TaskResult.Nothing, Token)).Value.ShouldBeFalse();
        await Bed.Ledger.CompleteAsync(again, TaskResult.Nothing, Token);
        Bed.Time.Advance(TimeSpan.FromSeconds(1));
        var better = Samples.Verdict(scan, VerdictKind.Approved, Bed.Time.GetUtcNow());
        (await Bed.Ledger.ConcludeAsync(reopened.Revision, better, Token)).Value.ShouldBeTrue();
        (await Bed.Verdicts.ReadOfScanAsync(id, Token))!.Id.ShouldBe(better.Id);
        (await Bed.Verdicts.ReadCurrentAsync(scan.Target, Token))!.Id.ShouldBe(better.Id);
    }

    [Fact]
    public async Task A_retried_task_has_fresh_attempts()
    {
        var id = await SubmitAsync();
        await ExhaustAsync();
        await Bed.Ledger.RetryAsync((await ReadAsync(id)).Tasks[0].Id, Token);
        var claim = await ClaimOneAsync();
        claim.Task.Attempt.ShouldBe(RetrySchedule.MaxAttempts + 1);
        await Bed.Ledger.FailAsync(claim, new TaskFailure(FailureCategory.Transient, "x"), Token);
        (await ReadAsync(id)).Tasks[0].State.ShouldBe(TaskState.Ready);
    }

    [Fact]
    public async Task There_is_nothing_to_retry_in_a_live_or_cancelled_task()
    {
        var id = await SubmitAsync();
        var task = (await ReadAsync(id)).Tasks[0].Id;
        (await Bed.Ledger.RetryAsync(task, Token)).Value.ShouldBeFalse();
        await ExhaustAsync();
        await Bed.Ledger.CancelAsync(id, Token);
        (await Bed.Ledger.RetryAsync(task, Token)).Value.ShouldBeFalse();
        (await Bed.Ledger.RetryAsync(Guid.NewGuid(), Token)).Value.ShouldBeFalse();
    }

    [Fact]
    public async Task A_forgotten_task_is_reminded_of_once_in_a_quiet_period()
    {
        var quiet = TimeSpan.FromMinutes(1);
        var id = await SubmitAsync();
        (await Bed.Ledger.RemindAsync(quiet, 10, Token)).Value.ShouldBe(0);
        Bed.Time.Advance(quiet + TimeSpan.FromSeconds(1));
        var (hints, messages) = await Bed.Ledger.RemindAsync(quiet, 10, Token);
        hints.ShouldBe(1);
        messages.ShouldHaveSingleItem().Body.ShouldBeOfType<TaskReady>().ScanId.ShouldBe(id);
        (await Bed.Ledger.RemindAsync(quiet, 10, Token)).Value.ShouldBe(0);
        Bed.Time.Advance(quiet + TimeSpan.FromSeconds(1));
        (await Bed.Ledger.RemindAsync(quiet, 10, Token)).Value.ShouldBe(1);
    }

    [Fact]
    public async Task A_running_scan_without_a_live_task_is_reminded_of_once_in_a_quiet_period()
    {
        var quiet = TimeSpan.FromMinutes(1);
        var forgotten = await SubmitAsync();
        await Bed.Ledger.CompleteAsync(await ClaimOneAsync(), TaskResult.Nothing, Token);
        await SubmitAsync();
        await ClaimOneAsync();
        (await Bed.Ledger.RemindAsync(quiet, 10, Token)).Value.ShouldBe(0);
        Bed.Time.Advance(quiet + TimeSpan.FromSeconds(1));
        var (_, messages) = await Bed.Ledger.RemindAsync(quiet, 10, Token);
        messages.ShouldHaveSingleItem().Body.ShouldBeOfType<ScanChanged>().ScanId.ShouldBe(forgotten);
        (await Bed.Ledger.RemindAsync(quiet, 10, Token)).Value.ShouldBe(0);
    }

    [Fact]
    public async Task Reminders_at_once_do_not_repeat_each_other_and_keep_to_their_limit()
    {
        await Bed.Ledger.SubmitAsync([.. Enumerable.Range(0, 50).Select(_ => Samples.NewScan())], Token);
        Bed.Time.Advance(TimeSpan.FromMinutes(5));
        var reminders = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Bed.Ledger.RemindAsync(TimeSpan.FromMinutes(1), 4, Token)));
        reminders.ShouldAllBe(r => r.Value <= 4 && r.Messages.Count == r.Value);
        reminders.SelectMany(r => r.Messages).Select(m => ((TaskReady)m.Body).TaskId).ShouldBeUnique();
        reminders.SelectMany(r => r.Messages).Select(m => m.Id).ShouldBeUnique();
    }

    [Fact]
    public async Task There_is_no_snapshot_of_an_unknown_scan() => (await Bed.Ledger.ReadAsync(Guid.NewGuid(), Token)).ShouldBeNull();

    private async Task ExhaustAsync()
    {
        for (var i = 0; i < RetrySchedule.MaxAttempts; i++)
        {
            await Bed.Ledger.FailAsync(await ClaimOneAsync(), new TaskFailure(FailureCategory.Transient, "x"), Token);
            Bed.Time.Advance(TimeSpan.FromMinutes(2));
        }
    }

    private async Task<(Scan Scan, IReadOnlyList<OutboxMessage> Messages)> ConcludeNewScanAsync(string target, VerdictKind kind)
    {
        var scan = (await ReadAsync(await SubmitAsync(target: target))).Scan;
        var (done, messages) = await Bed.Ledger.ConcludeAsync(scan.Revision, Samples.Verdict(scan, kind, Bed.Time.GetUtcNow()), Token);
        done.ShouldBeTrue();
        return ((await ReadAsync(scan.Id)).Scan, messages);
    }
}
