using Assay.Contracts.Messages;
using Assay.Contracts.Values;
using Assay.Domain.Tasks;

namespace Assay.Tests.Integration.Storage;

/// <summary>How attempts end: completed, failed, split, released, quarantined, lapsed.</summary>
public abstract class LedgerEndContract(IStorageHome home) : LedgerContract(home)
{
    [Fact]
    public async Task A_completed_task_leaves_its_facts_and_announces_the_scan()
    {
        var id = await PlannedAsync(Samples.Task(Stage.Inspect, Lane.Normal, Samples.File("a")));
        var claim = await ClaimOneAsync(Stage.Inspect);
        var fact = Samples.Fact("bytes of " + id);
        var (done, messages) = await Bed.Ledger.CompleteAsync(claim, new TaskResult { Facts = [fact] }, Token);
        done.ShouldBeTrue();
        messages.ShouldHaveSingleItem().Body.ShouldBe(new ScanChanged(id, claim.Scan.TraceParent));
        (await Bed.Facts.ReadAsync([fact.Key.Subject], Token)).ShouldHaveSingleItem().Key.ShouldBe(fact.Key);
        var task = (await ReadAsync(id)).Tasks.Single(t => t.Stage == Stage.Inspect);
        task.State.ShouldBe(TaskState.Succeeded);
        task.EndedAt.ShouldBe(Bed.Time.GetUtcNow());
        task.LeaseOwner.ShouldBeNull();
    }

    [Fact]
    public async Task A_completion_that_is_fenced_off_writes_nothing()
    {
        var id = await SubmitAsync();
        var stale = await ClaimOneAsync();
        await Bed.Ledger.ReleaseAsync(stale, Token);
        var fresh = await ClaimOneAsync();
        fresh.Task.Attempt.ShouldBe(2);

        var fact = Samples.Fact("fenced " + id);
        var version = Samples.Version("org/fenced", Samples.StoredFile("a"));
        var (done, messages) = await Bed.Ledger.CompleteAsync(stale, new TaskResult { Facts = [fact], Version = version }, Token);
        done.ShouldBeFalse();
        messages.ShouldBeEmpty();
        (await Bed.Facts.ReadAsync([fact.Key.Subject], Token)).ShouldBeEmpty();
        (await Bed.Versions.ReadAsync(version.Id, Token)).ShouldBeNull();
        (await ReadAsync(id)).Scan.VersionId.ShouldBeNull();
        (await Bed.Ledger.FailAsync(stale, Crash, Token)).Value.ShouldBeFalse();
        (await Bed.Ledger.ReleaseAsync(stale, Token)).Value.ShouldBeFalse();
        (await Bed.Ledger.CompleteAsync(fresh, TaskResult.Nothing, Token)).Value.ShouldBeTrue();
        (await Bed.Ledger.CompleteAsync(fresh, TaskResult.Nothing, Token)).Value.ShouldBeFalse();
    }

    [Fact]
    public async Task A_transient_failure_is_tried_three_times_and_then_given_up()
    {
        var id = await SubmitAsync();
        var failure = new TaskFailure(FailureCategory.Transient, "The hub answered 503.");
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            var (done, messages) = await Bed.Ledger.FailAsync(await ClaimOneAsync(), failure, Token);
            done.ShouldBeTrue();
            messages.ShouldBeEmpty();
            var task = (await ReadAsync(id)).Tasks[0];
            task.State.ShouldBe(TaskState.Ready);
            task.NotBefore.ShouldBeGreaterThan(Bed.Time.GetUtcNow());
            task.Error.ShouldBe(failure.Message);
            (await Bed.Ledger.ClaimAsync(Stage.Ingest, Lane.Normal, "w", 1, Lease, Token)).ShouldBeEmpty();
            Bed.Time.Advance(TimeSpan.FromMinutes(1));
        }
        var (_, last) = await Bed.Ledger.FailAsync(await ClaimOneAsync(), failure, Token);
        last.ShouldHaveSingleItem().Body.ShouldBeOfType<ScanChanged>().ScanId.ShouldBe(id);
        var ended = (await ReadAsync(id)).Tasks[0];
        ended.State.ShouldBe(TaskState.Failed);
        ended.FailureCategory.ShouldBe(FailureCategory.Transient);
        ended.EndedAt.ShouldBe(Bed.Time.GetUtcNow());
    }

    [Fact]
    public async Task A_retry_is_announced_by_the_relay_when_it_is_due_and_not_before()
    {
        await SubmitAsync();
        var claim = await ClaimOneAsync();
        await Bed.Outbox.RelayAsync(1000, TimeSpan.FromDays(-9), (_, _) => Task.CompletedTask, Token);
        await Bed.Ledger.FailAsync(claim, new TaskFailure(FailureCategory.Transient, "x", TimeSpan.FromSeconds(30)), Token);
        (await Bed.Outbox.DepthAsync(Token)).Count.ShouldBe(0);
        (await Bed.Outbox.RelayAsync(10, TimeSpan.Zero, (_, _) => Task.CompletedTask, Token)).ShouldBe(0);
        Bed.Time.Advance(TimeSpan.FromSeconds(30));
        List<object> bodies = [];
        await Bed.Outbox.RelayAsync(10, TimeSpan.Zero, (sent, _) => { bodies.AddRange(sent.Select(m => m.Body)); return Task.CompletedTask; }, Token);
        bodies.ShouldHaveSingleItem().ShouldBeOfType<TaskReady>().TaskId.ShouldBe(claim.Task.Id);
    }

    [Fact]
    public async Task A_rate_limit_does_not_count_as_an_attempt_but_moves_the_fencing_token()
    {
        var id = await SubmitAsync();
        for (var i = 1; i <= 10; i++)
        {
            var claim = await ClaimOneAsync();
            claim.Task.Attempt.ShouldBe(i);
            claim.Task.Deferrals.ShouldBe(i - 1);
            await Bed.Ledger.FailAsync(claim, new TaskFailure(FailureCategory.RateLimited, "429", TimeSpan.FromMinutes(5)), Token);
            Bed.Time.Advance(TimeSpan.FromMinutes(5));
        }
        (await ReadAsync(id)).Tasks[0].State.ShouldBe(TaskState.Ready);
    }

    [Fact]
    public async Task A_hostile_wait_does_not_overflow_a_date()
    {
        var id = await SubmitAsync();
        await Bed.Ledger.FailAsync(await ClaimOneAsync(), new TaskFailure(FailureCategory.RateLimited, "x", TimeSpan.MaxValue), Token);
        (await ReadAsync(id)).Tasks[0].NotBefore.ShouldBe(Bed.Time.GetUtcNow() + TimeSpan.FromDays(1));
    }

    [Fact]
    public async Task A_crash_over_several_files_is_split_into_one_task_a_file()
    {
        var companion = Samples.File("weights.bin");
        var files = new[] { Samples.File("a.pt"), Samples.File("b.pt"), Samples.File("c.pt") };
        var id = await PlannedAsync(Samples.Task(Stage.Inspect, Lane.Normal) with { Subject = new TaskSubject(files, [companion]) });
        var claim = await ClaimOneAsync(Stage.Inspect);
        var (_, messages) = await Bed.Ledger.FailAsync(claim, Crash, Token);

        var tasks = (await ReadAsync(id)).Tasks;
        tasks.Single(t => t.Id == claim.Task.Id).State.ShouldBe(TaskState.Split);
        var children = tasks.Where(t => t.IsLive).ToList();
        children.Select(t => t.Subject.Files.ShouldHaveSingleItem()).ShouldBe(files);
        children.ShouldAllBe(t => t.Stage == Stage.Inspect && t.Attempt == 0 && t.Subject.Companions.Single() == companion);
        messages.Select(m => m.Body).Cast<TaskReady>().Select(m => m.TaskId).ShouldBe(children.Select(t => t.Id), ignoreOrder: true);
    }

    [Fact]
    public async Task A_file_that_crashes_every_attempt_is_quarantined()
    {
        var id = await PlannedAsync(Samples.Task(Stage.Inspect, Lane.Normal, Samples.File("bomb.pt")));
        for (var i = 0; i < RetrySchedule.MaxAttempts; i++)
        {
            await Bed.Ledger.FailAsync(await ClaimOneAsync(Stage.Inspect), Crash, Token);
            Bed.Time.Advance(TimeSpan.FromMinutes(2));
        }
        (await ReadAsync(id)).Tasks[^1].State.ShouldBe(TaskState.Quarantined);
    }

    [Fact]
    public async Task A_released_task_is_ready_at_once_and_has_used_no_attempt()
    {
        var id = await SubmitAsync();
        for (var i = 1; i <= 5; i++)
        {
            var claim = await ClaimOneAsync();
            claim.Task.Attempt.ShouldBe(i);
            var (released, messages) = await Bed.Ledger.ReleaseAsync(claim, Token);
            released.ShouldBeTrue();
            messages.ShouldHaveSingleItem().Body.ShouldBeOfType<TaskReady>().TaskId.ShouldBe(claim.Task.Id);
        }
        await Bed.Ledger.FailAsync(await ClaimOneAsync(), new TaskFailure(FailureCategory.Transient, "x"), Token);
        (await ReadAsync(id)).Tasks[0].State.ShouldBe(TaskState.Ready);
    }

    [Fact]
    public async Task An_overdue_lease_ends_as_a_crash_and_a_renewed_one_does_not()
    {
        var renewed = await SubmitAsync();
        var overdue = await SubmitAsync();
        var kept = await ClaimOneAsync();
        var lost = await ClaimOneAsync();
        Bed.Time.Advance(Lease + TimeSpan.FromSeconds(1));
        await Bed.Ledger.RenewAsync(kept.Task.Id, kept.Task.Attempt, Lease, Token);
        (await Bed.Ledger.ReclaimOverdueAsync(10, Token)).Value.ShouldBe(1);
        (await ReadAsync(renewed)).Tasks[0].State.ShouldBe(TaskState.Leased);
        var task = (await ReadAsync(overdue)).Tasks[0];
        task.State.ShouldBe(TaskState.Ready);
        task.FailureCategory.ShouldBe(FailureCategory.Crashed);
        (await Bed.Ledger.CompleteAsync(lost, TaskResult.Nothing, Token)).Value.ShouldBeFalse();
        (await Bed.Ledger.ReclaimOverdueAsync(10, Token)).Value.ShouldBe(0);
    }

    [Fact]
    public async Task Overdue_leases_are_ended_up_to_the_limit_and_split_where_they_hold_several_files()
    {
        for (var i = 0; i < 3; i++) await PlannedAsync(Samples.Task(Stage.Inspect, Lane.Normal, Samples.File("a"), Samples.File("b")));
        await Bed.Ledger.ClaimAsync(Stage.Inspect, Lane.Normal, "gone", 3, Lease, Token);
        Bed.Time.Advance(Lease + TimeSpan.FromSeconds(1));
        var (ended, messages) = await Bed.Ledger.ReclaimOverdueAsync(2, Token);
        ended.ShouldBe(2);
        messages.Count.ShouldBe(4);
        (await Bed.Ledger.ReclaimOverdueAsync(2, Token)).Value.ShouldBe(1);
        (await Bed.Ledger.ClaimAsync(Stage.Inspect, Lane.Normal, "w", 10, Lease, Token)).Count.ShouldBe(6);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_task_is_quarantined_from_outside_unless_it_has_ended(bool claimed)
    {
        var id = await SubmitAsync();
        var task = (await ReadAsync(id)).Tasks[0].Id;
        var claim = claimed ? await ClaimOneAsync() : null;
        var failure = new TaskFailure(FailureCategory.Internal, "The message reached the error queue.");
        var (done, messages) = await Bed.Ledger.QuarantineAsync(task, failure, Token);
        done.ShouldBeTrue();
        messages.ShouldHaveSingleItem().Body.ShouldBeOfType<ScanChanged>().TraceParent.ShouldNotBeNull();
        (await ReadAsync(id)).Tasks[0].State.ShouldBe(TaskState.Quarantined);
        (await Bed.Ledger.QuarantineAsync(task, failure, Token)).Value.ShouldBeFalse();
        if (claim is not null) (await Bed.Ledger.CompleteAsync(claim, TaskResult.Nothing, Token)).Value.ShouldBeFalse();
        (await Bed.Ledger.QuarantineAsync(Guid.NewGuid(), failure, Token)).Value.ShouldBeFalse();
    }
}
