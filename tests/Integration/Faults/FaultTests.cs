using Assay.Contracts.Values;
using Assay.Domain.Scans;

namespace Assay.Tests.Integration.Faults;

/// <summary>
/// Whatever dies, every scan ends, with exactly one verdict, the right one, and no result is counted twice.
/// </summary>
[Collection("faults")]
public sealed class FaultTests
{
    [Theory]
    [InlineData("ingest", Stage.Ingest)]
    [InlineData("hash-verify", Stage.HashVerify)]
    [InlineData("inspect", Stage.Inspect)]
    [InlineData("conductor", Stage.Ingest)]
    public async Task A_worker_killed_in_the_middle_of_its_tasks_costs_time_and_nothing_else(string service, Stage stage)
    {
        const int Scans = 100;
        await using var cluster = await Cluster.StartAsync();
        await cluster.SubmitAsync(Models.Write(Path.Combine(cluster.Folder, "models"), Scans));
        cluster.StartWorkers(Cluster.Services);

        var kills = 0;
        for (var i = 0; i < 2; i++)
        {
            if (!await cluster.KillInTheMiddleAsync(service, stage)) break;
            kills++;
            cluster.StartWorkers(service);
        }
        kills.ShouldBeGreaterThan(0, "the run must not be over before anything was killed");

        await cluster.UntilEndedAsync(Scans);
        await VerifyAsync(cluster, Scans);
    }

    [Fact]
    public async Task A_broker_that_dies_and_comes_back_in_the_middle_of_200_scans_loses_none()
    {
        const int Scans = 200;
        await using var cluster = await Cluster.StartAsync();
        await cluster.SubmitAsync(Models.Write(Path.Combine(cluster.Folder, "models"), Scans));
        cluster.StartWorkers(Cluster.Services);
        await cluster.UntilAsync(p => p.Ended >= 20, TimeSpan.FromMinutes(1));

        await cluster.Rabbit.KillAsync();
        await cluster.Rabbit.EnsureStartedAsync();

        await cluster.UntilEndedAsync(Scans);
        await VerifyAsync(cluster, Scans);
    }

    [Fact]
    public async Task A_database_that_dies_and_comes_back_in_the_middle_of_200_scans_loses_none()
    {
        const int Scans = 200;
        await using var cluster = await Cluster.StartAsync();
        await cluster.SubmitAsync(Models.Write(Path.Combine(cluster.Folder, "models"), Scans));
        cluster.StartWorkers(Cluster.Services);
        await cluster.UntilAsync(p => p.Ended >= 20, TimeSpan.FromMinutes(1));

        await cluster.Postgres.KillAsync();
        await Task.Delay(TimeSpan.FromSeconds(2));
        await cluster.Postgres.StartAsync();

        await cluster.UntilEndedAsync(Scans);
        await VerifyAsync(cluster, Scans);
        cluster.Workers.Values.ShouldAllBe(w => !w.HasExited, "an outage of the database must not end a worker");
    }

    [Fact]
    public async Task Messages_that_are_dropped_doubled_and_reordered_cost_time_and_nothing_else()
    {
        const int Scans = 100;
        await using var cluster = await Cluster.StartAsync();
        cluster.Set("Bus:Chaos:Drop", "0.1");
        cluster.Set("Bus:Chaos:Double", "0.1");
        cluster.Set("Bus:Chaos:Reorder", "0.1");
        await cluster.SubmitAsync(Models.Write(Path.Combine(cluster.Folder, "models"), Scans));
        cluster.StartWorkers(Cluster.Services);

        await cluster.UntilEndedAsync(Scans);
        await VerifyAsync(cluster, Scans);
    }

    [Fact]
    public async Task A_file_that_kills_its_worker_is_quarantined_and_the_rest_of_its_scan_goes_on()
    {
        await using var cluster = await Cluster.StartAsync();
        var root = Path.Combine(cluster.Folder, "models");
        List<string> targets = [.. Models.Write(root, 6)];
        File.WriteAllText(Path.Combine(targets[1], "poison.txt"), "assay-poison\n");
        await cluster.SubmitAsync(targets);
        cluster.StartWorkers("conductor", "ingest", "hash-verify");
        using var stop = new CancellationTokenSource();
        var supervisor = cluster.SuperviseCrashingInspectAsync(stop.Token);

        await cluster.UntilEndedAsync(targets.Count);
        await stop.CancelAsync();
        await supervisor;

        var scans = await cluster.ScansAsync();
        scans[1].Verdict.ShouldBe(VerdictKind.Incomplete, "a file that nobody could examine must never be waved through");
        scans.Where((_, i) => i != 1).Select(s => s.Verdict).ShouldBe(
            [VerdictKind.Rejected, VerdictKind.Approved, VerdictKind.Approved, VerdictKind.Approved, VerdictKind.Rejected]);
        (await cluster.CountAsync("SELECT count(*) FROM tasks WHERE state = 4")).ShouldBe(1, "the poison file alone is quarantined");
        (await cluster.CountAsync("SELECT count(DISTINCT subject) FROM facts WHERE analyser = 'pickle'")).ShouldBe(6, "the file beside the poison was still examined");
    }

    private static async Task VerifyAsync(Cluster cluster, int expected)
    {
        var scans = await cluster.ScansAsync();
        scans.Count.ShouldBe(expected);
        scans.ShouldAllBe(s => s.State == ScanState.Completed);
        for (var i = 0; i < expected; i++)
            scans[i].Verdict.ShouldBe(Models.IsHostile(i) ? VerdictKind.Rejected : VerdictKind.Approved, $"model {i}");
        (await cluster.CountAsync("SELECT count(*) FROM verdicts")).ShouldBe(expected, "each scan has exactly one verdict");
        (await cluster.CountAsync("SELECT count(DISTINCT scan_id) FROM verdicts")).ShouldBe(expected);
        (await cluster.CountAsync("SELECT count(*) FROM tasks WHERE state NOT IN (2, 6)")).ShouldBe(0, "no task is left over, failed or quarantined");
        (await cluster.CountAsync("SELECT count(*) FROM (SELECT subject, analyser FROM facts GROUP BY subject, analyser HAVING count(*) > 1) AS d"))
            .ShouldBe(0, "a result is recorded once, however often its task was done");
        (await cluster.CountAsync("SELECT count(*) FROM facts WHERE analyser = 'pickle'")).ShouldBe(expected);
    }
}
