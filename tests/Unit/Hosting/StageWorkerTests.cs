using Assay.Contracts.Values;
using Assay.Domain.Tasks;
using Assay.Storage;

namespace Assay.Tests.Unit.Hosting;

public sealed class StageWorkerTests
{
    [Fact]
    public async Task A_hint_claims_the_task_completes_it_and_hands_its_messages_on()
    {
        await using var bench = new WorkerBench();
        var task = bench.Ledger.Add();
        await bench.StartAsync();

        await bench.HintAsync(task);

        bench.Ledger.Endings.ShouldBe([(task.Task.Id, "completed", null)]);
        bench.Dispatched.ShouldBe([bench.Ledger.Announcement]);
    }

    [Fact]
    public async Task A_hint_that_finds_nothing_is_let_go()
    {
        await using var bench = new WorkerBench();
        await bench.StartAsync();

        await bench.HintAsync(Guid.NewGuid());

        bench.Ledger.Endings.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_hint_is_enough_for_all_ready_tasks()
    {
        await using var bench = new WorkerBench();
        var tasks = Enumerable.Range(0, 25).Select(_ => bench.Ledger.Add()).ToList();
        await bench.StartAsync();

        await bench.HintAsync(tasks[0]);

        await bench.EndsAsync(25);
        bench.Ledger.Endings.Select(e => e.Task).ShouldBe(tasks.Select(t => t.Task.Id), ignoreOrder: true);
    }

    [Fact]
    public async Task A_hundred_hints_for_nothing_cost_far_fewer_claims()
    {
        await using var bench = new WorkerBench();
        await bench.StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => bench.HintAsync(Guid.NewGuid())));

        bench.Ledger.Claims.ShouldBeLessThan(20);
    }

    [Fact]
    public async Task A_hint_is_held_while_its_task_runs()
    {
        await using var bench = new WorkerBench();
        var go = new TaskCompletionSource();
        bench.Work = async (_, _) =>
        {
            await go.Task;
            return TaskResult.Nothing;
        };
        var task = bench.Ledger.Add();
        await bench.StartAsync();

        var hint = bench.HintAsync(task);
        await Task.WhenAny(hint, Task.Delay(100, TestContext.Current.CancellationToken));

        hint.IsCompleted.ShouldBeFalse();
        go.SetResult();
        await hint;
        bench.Ledger.Endings.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_surplus_hint_is_let_go_while_a_slot_is_free()
    {
        await using var bench = new WorkerBench();
        var go = new TaskCompletionSource();
        bench.Work = async (_, _) =>
        {
            await go.Task;
            return TaskResult.Nothing;
        };
        var task = bench.Ledger.Add();
        await bench.StartAsync();
        var held = bench.HintAsync(task);

        await bench.HintAsync(Guid.NewGuid());

        held.IsCompleted.ShouldBeFalse();
        go.SetResult();
        await held;
    }

    [Fact]
    public async Task Lanes_have_slots_of_their_own()
    {
        await using var bench = new WorkerBench(new(1, 1, 1));
        var go = new TaskCompletionSource();
        bench.Work = async (claim, _) =>
        {
            if (claim.Task.Lane == Lane.Bulk) await go.Task;
            return TaskResult.Nothing;
        };
        var (bulk, person) = (bench.Ledger.Add(Lane.Bulk), bench.Ledger.Add(Lane.Interactive));
        await bench.StartAsync();
        var slow = bench.HintAsync(bulk);

        await bench.HintAsync(person);

        bench.Ledger.Endings.ShouldBe([(person.Task.Id, "completed", null)]);
        go.SetResult();
        await slow;
    }

    [Fact]
    public async Task No_more_tasks_run_at_once_than_the_lane_has_slots()
    {
        await using var bench = new WorkerBench(new(0, 3, 0));
        var (now, most) = (0, 0);
        bench.Work = async (_, token) =>
        {
            var running = Interlocked.Increment(ref now);
            InterlockedMax(ref most, running);
            await Task.Delay(10, token);
            Interlocked.Decrement(ref now);
            return TaskResult.Nothing;
        };
        var tasks = Enumerable.Range(0, 20).Select(_ => bench.Ledger.Add()).ToList();
        await bench.StartAsync();

        await Task.WhenAll(tasks.Select(bench.HintAsync));

        await bench.EndsAsync(20);
        most.ShouldBeInRange(2, 3);
    }

    [Fact]
    public async Task Work_whose_hint_was_lost_is_found_by_polling()
    {
        await using var bench = new WorkerBench(configure: o => o.Poll = TimeSpan.FromMilliseconds(100));
        var task = bench.Ledger.Add();

        await bench.StartAsync();

        await bench.EndsAsync(1);
        bench.Ledger.Endings[0].Task.ShouldBe(task.Task.Id);
    }

    [Fact]
    public async Task An_unreachable_ledger_lets_the_hint_go_and_claims_again_without_one()
    {
        await using var bench = new WorkerBench();
        var outages = 2;
        bench.Ledger.BeforeClaim = () => outages-- > 0 ? throw new StorageUnavailableException("The database is away.") : Task.CompletedTask;
        var task = bench.Ledger.Add();
        await bench.StartAsync();

        await bench.HintAsync(task);

        await bench.EndsAsync(1);
        bench.Ledger.Endings.ShouldBe([(task.Task.Id, "completed", null)]);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = target; value > seen; seen = target) Interlocked.CompareExchange(ref target, value, seen);
    }
}
