using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Storage.Views;
using Assay.Storage.Workers;
using Assay.Tests.Unit.Reporting.Fakes;

namespace Assay.Tests.Unit.Reporting.Api;

public sealed class FleetTests
{
    [Fact]
    public async Task Workers_queues_and_analysers_are_shown()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        host.Fleet.Workers.Add(new WorkerInfo("w1", "inspect", "node", "0.1.0", Samples.Time, Samples.Time, 4, 1, null));
        host.Fleet.Analysers.Add(new AnalyserDescriptor("pickle", 3, Stage.Inspect, Maturity.Enforcing, ["pickle"], Samples.Digest, Samples.Digest));
        host.Views.Queues = [new QueueDepth(Stage.HashVerify, Lane.Bulk, 7, 2, TimeSpan.FromSeconds(90))];

        var worker = (await (await client.GetAsync("/api/v1/workers")).JsonAsync())[0];
        var analyser = (await (await client.GetAsync("/api/v1/analysers")).JsonAsync())[0];
        var queue = (await (await client.GetAsync("/api/v1/queues")).JsonAsync())[0];

        (worker.GetProperty("service").GetString(), worker.GetProperty("slots").GetInt32(), worker.GetProperty("busy").GetInt32())
            .ShouldBe(("inspect", 4, 1));
        (analyser.GetProperty("id").GetString(), analyser.GetProperty("version").GetInt32(), analyser.GetProperty("maturity").GetString())
            .ShouldBe(("pickle", 3, "enforcing"));
        (queue.GetProperty("stage").GetString(), queue.GetProperty("lane").GetString(), queue.GetProperty("ready").GetInt64())
            .ShouldBe(("hash-verify", "bulk", 7));
        queue.GetProperty("oldest_ready_seconds").GetDouble().ShouldBe(90);
    }
}
