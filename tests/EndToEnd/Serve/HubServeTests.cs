using Assay.Tests.EndToEnd.Hub;
using Assay.Tests.EndToEnd.Running;
using Assay.Tests.Integration.Ingest.StandInHub;

namespace Assay.Tests.EndToEnd.Serve;

public sealed class HubServeTests
{
    private const int Models = 300;

    [Fact]
    public async Task Hundreds_of_models_submitted_at_once_all_end()
    {
        await using var bench = await HubBench.StartAsync();
        bench.Hub.MakeUp = MadeUpModels.Of(Models);
        await using var server = await AssayServer.StartAsync(bench.Work, bench.Variables);

        var result = await server.CallAsync(
            ["submit", "--watch", "--lane", "bulk", .. Enumerable.Range(0, Models).Select(i => $"hf://load/model-{i}"), "hf://load/model-99999"]);

        result.ShouldEndWith(2);
        result.ErrorLines[^1].ShouldStartWith($"{Models + 1}/{Models + 1} scans");
        var verdicts = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]).ToList();
        verdicts.Count.ShouldBe(Models + 1);
        verdicts.Count(v => v == "incomplete").ShouldBe(1);
        verdicts.Count(v => v is "approved" or "review").ShouldBe(Models);
    }

    [Fact]
    public async Task A_task_that_failed_is_retried_when_a_person_says_so()
    {
        await using var bench = await HubBench.StartAsync();
        bench.Hub.Add(new("org/gated", new StandInFile("config.json", "{}"u8.ToArray())) { IsGated = true });
        await using var server = await AssayServer.StartAsync(bench.Work, bench.Variables);

        var failed = (await server.CallAsync("submit", "hf://org/gated", "--watch")).ShouldEndWith(2);
        var scan = failed.Output.Trim().Split(' ')[^1];
        var status = (await server.CallAsync("status", scan)).ShouldEndWith(0);
        status.Output.ShouldContain("gated");
        var task = status.Output.Split('\n').First(line => line.Contains("failed", StringComparison.Ordinal)).Split(' ')[^1];
        bench.Hub.Add(new("org/gated", new StandInFile("config.json", "{}"u8.ToArray())));

        (await server.CallAsync("retry", task)).ShouldEndWith(0);

        (await server.CallAsync("watch", scan)).ShouldEndWith(0).Output.ShouldStartWith("approved");
    }
}
