using Assay.Domain.Tasks;
using Assay.Storage;

namespace Assay.Tests.Unit.Hosting;

public sealed class TaskEndingTests
{
    [Fact]
    public async Task An_expected_failure_is_written_as_it_is()
    {
        var failure = new TaskFailure(FailureCategory.RateLimited, "The hub asks us to wait.", TimeSpan.FromMinutes(5));
        (await RunAsync((_, _) => Task.FromResult<TaskOutcome>(failure))).ShouldBe(failure);
    }

    [Fact]
    public async Task An_exception_is_a_defect_with_its_type_and_a_bounded_text()
    {
        var failure = await RunAsync((_, _) => throw new FormatException(new string('x', 200_000)));

        failure!.Category.ShouldBe(FailureCategory.Internal);
        failure.Message.ShouldStartWith("FormatException: xxx");
        failure.Message.Length.ShouldBeLessThanOrEqualTo(4096);
    }

    [Fact]
    public async Task A_full_disk_and_an_unreachable_store_are_told_apart()
    {
        (await RunAsync((_, _) => throw new StorageFullException("No space.")))!.Category.ShouldBe(FailureCategory.Resource);
        (await RunAsync((_, _) => throw new StorageUnavailableException("Away.")))!.Category.ShouldBe(FailureCategory.Transient);
    }

    [Fact]
    public async Task A_cancellation_of_the_handlers_own_making_is_a_defect_and_no_release()
    {
        var failure = await RunAsync((_, _) => throw new TaskCanceledException("A request timed out."));

        failure!.Category.ShouldBe(FailureCategory.Internal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_task_over_its_limit_is_timed_out_whether_or_not_the_handler_obeys(bool obeys)
    {
        await using var bench = new WorkerBench(configure: o =>
            (o.TimeLimit, o.ObeyWithin) = (TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(50)));
        using var never = new CancellationTokenSource();
        bench.Work = async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, obeys ? token : never.Token);
            return TaskResult.Nothing;
        };
        var task = bench.Ledger.Add();
        await bench.StartAsync();

        await bench.HintAsync(task);

        var (_, ending, failure) = bench.Ledger.Endings.ShouldHaveSingleItem();
        ending.ShouldBe("failed");
        failure!.Category.ShouldBe(FailureCategory.TimedOut);
        failure.Message.ShouldContain("models/a.pt");
        await never.CancelAsync();
    }

    [Fact]
    public async Task What_a_handler_returns_after_it_was_told_to_stop_is_not_written()
    {
        await using var bench = new WorkerBench(configure: o => o.TimeLimit = TimeSpan.FromMilliseconds(50));
        bench.Work = async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return TaskResult.Nothing;
        };
        var task = bench.Ledger.Add();
        await bench.StartAsync();

        await bench.HintAsync(task);

        bench.Ledger.Endings.ShouldHaveSingleItem().Ending.ShouldBe("failed");
    }

    [Fact]
    public async Task A_lost_lease_stops_the_handler_and_nothing_is_written()
    {
        await using var bench = new WorkerBench();
        var (begun, stopped) = (new TaskCompletionSource(), false);
        bench.Work = async (_, token) =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stopped = true;
            return TaskResult.Nothing;
        };
        bench.Ledger.Renewal = () => false;
        await bench.StartAsync();
        var hint = bench.HintAsync(bench.Ledger.Add());
        await begun.Task;

        await bench.RenewAsync();
        await hint;

        stopped.ShouldBeTrue();
        bench.Ledger.Endings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_renewal_that_fails_does_not_stop_the_task()
    {
        await using var bench = new WorkerBench();
        var (begun, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        bench.Work = async (_, _) =>
        {
            begun.SetResult();
            await go.Task;
            return TaskResult.Nothing;
        };
        bench.Ledger.Renewal = () => throw new StorageUnavailableException("Away.");
        await bench.StartAsync();
        var hint = bench.HintAsync(bench.Ledger.Add());
        await begun.Task;

        await bench.RenewAsync();
        go.SetResult();
        await hint;

        bench.Ledger.Renewals.ShouldBe(1);
        bench.Ledger.Endings.ShouldHaveSingleItem().Ending.ShouldBe("completed");
    }

    [Fact]
    public async Task An_ending_that_cannot_be_written_is_tried_again_until_the_database_is_back()
    {
        await using var bench = new WorkerBench();
        var outages = 3;
        bench.Ledger.BeforeEnding = () => outages-- > 0 ? throw new StorageUnavailableException("Away.") : Task.CompletedTask;
        await bench.StartAsync();

        await bench.HintAsync(bench.Ledger.Add());

        bench.Ledger.Endings.ShouldHaveSingleItem().Ending.ShouldBe("completed");
    }

    [Fact]
    public async Task A_result_that_cannot_be_written_at_all_is_a_defect_on_the_task()
    {
        await using var bench = new WorkerBench();
        var first = true;
        bench.Ledger.BeforeEnding = () =>
        {
            if (!first) return Task.CompletedTask;
            first = false;
            throw new NotSupportedException("No column for it.");
        };
        await bench.StartAsync();

        await bench.HintAsync(bench.Ledger.Add());

        bench.Ledger.Endings.ShouldHaveSingleItem().Failure!.Message.ShouldContain("NotSupportedException: No column for it.");
    }

    [Fact]
    public async Task A_fenced_off_outcome_announces_nothing()
    {
        await using var bench = new WorkerBench();
        bench.Ledger.Fenced = true;
        await bench.StartAsync();

        await bench.HintAsync(bench.Ledger.Add());

        bench.Dispatched.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stop_lets_a_quick_task_finish_and_gives_a_slow_one_back()
    {
        await using var bench = new WorkerBench(configure: o => o.FinishWithin = TimeSpan.FromMilliseconds(300));
        var (quick, slow) = (bench.Ledger.Add(), bench.Ledger.Add());
        var begun = 0;
        bench.Work = async (claim, token) =>
        {
            Interlocked.Increment(ref begun);
            await Task.Delay(claim == quick ? TimeSpan.FromMilliseconds(20) : Timeout.InfiniteTimeSpan, token);
            return TaskResult.Nothing;
        };
        await bench.StartAsync();
        _ = bench.HintAsync(quick);
        SpinWait.SpinUntil(() => Volatile.Read(ref begun) == 2, TimeSpan.FromSeconds(20)).ShouldBeTrue();

        await bench.StopAsync();

        bench.Ledger.Endings.ShouldBe([(quick.Task.Id, "completed", null), (slow.Task.Id, "released", null)]);
    }

    private static async Task<TaskFailure?> RunAsync(Func<ClaimedTask, CancellationToken, Task<TaskOutcome>> work)
    {
        await using var bench = new WorkerBench { Work = work };
        await bench.StartAsync();
        await bench.HintAsync(bench.Ledger.Add());
        return bench.Ledger.Endings.ShouldHaveSingleItem().Failure;
    }
}
