using System.Net;
using Assay.Contracts.Messages;
using Assay.Contracts.Values;
using Assay.Domain.Messages;
using Assay.Domain.Scans;
using Assay.Domain.Tasks;
using Assay.Hosting.Health;
using Assay.Hosting.Startup;
using Assay.Hosting.Telemetry;
using Assay.Hosting.Workers;
using Assay.Messaging;
using Assay.Messaging.Configuration;
using Assay.Messaging.Endpoints;
using Assay.Storage.Ledger;
using Assay.Storage.Workers;
using Assay.Tests.Integration.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NSubstitute;

namespace Assay.Tests.Integration.Hosting;

public sealed class AssayHostTests
{
    private readonly IScanLedger _ledger = Substitute.For<IScanLedger>();
    private readonly IOutbox _outbox = Substitute.For<IOutbox>();
    private readonly IWorkerRegistry _registry = Substitute.For<IWorkerRegistry>();

    public AssayHostTests() => _ledger.ClaimAsync(default, default, default!, default, default, default).ReturnsForAnyArgs([]);

    [Fact]
    public async Task Health_says_alive_and_ready_and_not_ready_when_the_database_is_away()
    {
        using var host = Build("--Bus:Transport=direct", "--Health:Listen=http://127.0.0.1:0");
        await host.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new(host.Services.GetRequiredService<HealthServer>().Address!) };

        (await client.GetStringAsync("/healthz", TestContext.Current.CancellationToken)).ShouldBe("ok\n");
        (await client.GetStringAsync("/readyz", TestContext.Current.CancellationToken)).ShouldBe("{\"bus\":\"ok\",\"database\":\"ok\"}");
        _outbox.DepthAsync(default).ReturnsForAnyArgs<Task<(long, TimeSpan)>>(_ => throw new IOException("connection refused"));
        var away = await client.GetAsync("/readyz", TestContext.Current.CancellationToken);

        away.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await away.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("connection refused");
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_wrong_configuration_is_told_in_one_line_an_error_over_all_sections()
    {
        using var host = Build("--Bus:Transport=kafka", "--Bus:DeliveryLimit=0", "--Worker:TimeLimit=00:40:00", "--Health:Listen=nowhere");

        var failure = Should.Throw<Exception>(() => StartupErrors.Validate(host.Services));

        StartupErrors.IsConfiguration(failure).ShouldBeTrue();
        var lines = StartupErrors.Describe(failure)!;
        foreach (var key in new[] { "Bus:Transport", "Bus:DeliveryLimit", "Worker:TimeLimit", "Health:Listen" }) lines.Count(l => l.StartsWith(key))
            .ShouldBe(1, key);
    }

    [Fact]
    public async Task A_wrong_configuration_ends_the_process_with_exit_code_2() =>
        (await AssayHost.RunAsync(() => Build("--Bus:Transport=kafka"), TestContext.Current.CancellationToken)).ShouldBe(2);

    [Fact]
    public void The_host_waits_longer_than_the_bus_which_waits_longer_than_the_handlers()
    {
        using var host = Build("--Bus:StopTimeout=00:02:00");

        var bus = host.Services.GetRequiredService<IOptions<BusOptions>>().Value;

        host.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout.ShouldBeGreaterThan(bus.StopTimeout);
        bus.StopTimeout.ShouldBeGreaterThan(bus.ConsumerStopTimeout);
    }

    [Fact]
    public async Task A_worker_beats_while_it_runs_and_leaves_when_it_stops()
    {
        using var host = Build("--Bus:Transport=direct", "--Worker:Slots:inspect:Bulk=5");
        var beat = new TaskCompletionSource<WorkerInfo>();
        _registry.BeatAsync(default!, default).ReturnsForAnyArgs(call =>
        {
            beat.TrySetResult(call.Arg<WorkerInfo>());
            return Task.CompletedTask;
        });

        await host.StartAsync(TestContext.Current.CancellationToken);
        var worker = await beat.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await host.StopAsync(TestContext.Current.CancellationToken);

        worker.Service.ShouldBe("inspect");
        await _registry.Received(1).LeaveAsync(worker.Id, Arg.Any<CancellationToken>());
    }

    [Theory]
    [InlineData("direct")]
    [InlineData("in-memory")]
    public async Task A_stop_gives_the_running_task_back_and_what_that_announced_still_goes_out(string transport)
    {
        var scan = new Scan
        {
            Id = Guid.NewGuid(),
            RunId = Guid.NewGuid(),
            Target = "a.pt",
            Lane = Lane.Bulk,
            Depth = Depth.Full,
            PolicyDigest = Sha256Digest.OfNothing
        };
        var task = new ScanTask
        {
            Id = Guid.NewGuid(),
            ScanId = scan.Id,
            Stage = Stage.Inspect,
            Lane = Lane.Bulk,
            State = TaskState.Leased,
            Attempt = 1
        };
        var (hint, again) = (new TaskReady(task.Id, scan.Id, Stage.Inspect, Lane.Bulk),
            new OutboxMessage(Guid.CreateVersion7(), new ScanChanged(scan.Id)));
        _ledger.ClaimAsync(default, Lane.Bulk, default!, default, default, default).ReturnsForAnyArgs([new ClaimedTask(task, scan)], []);
        _ledger.ReleaseAsync(default!, default).ReturnsForAnyArgs(new Committed<bool>(true, [again]));
        using var host = Build($"--Bus:Transport={transport}", "--Worker:FinishWithin=00:00:00.1");
        var handler = host.Services.GetRequiredService<IdleHandler>();
        handler.IsEndless = true;
        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.Services.GetRequiredService<IHintPublisher>()
            .PublishAsync([new(Guid.CreateVersion7(), hint)], TestContext.Current.CancellationToken);
        await handler.Begun.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        await host.StopAsync(TestContext.Current.CancellationToken);

        await _ledger.ReceivedWithAnyArgs(1).ReleaseAsync(default!, default);
        await _outbox.Received(1).DeleteAsync(Arg.Is<IReadOnlyCollection<Guid>>(ids => ids.Contains(again.Id)), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_collector_that_does_not_answer_stops_neither_the_start_nor_the_stop()
    {
        var port = FreePorts.Take(1)[0];
        using var host = Build("--Bus:Transport=direct", $"--Telemetry:Otlp=http://127.0.0.1:{port}");

        await host.StartAsync(TestContext.Current.CancellationToken);
        host.Services.GetRequiredService<AssayMetrics>().OutboxMeasured(1, TimeSpan.FromSeconds(1));
        using (AssayTracing.Source.StartActivity("test")) host.Services.GetRequiredService<WorkerLoad>().Slots.ShouldBe(3);

        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    private IHost Build(params string[] arguments)
    {
        var builder = AssayHost.CreateBuilder(arguments, "inspect");
        builder.Services.AddSingleton(_ledger).AddSingleton(_outbox).AddSingleton(_registry);
        builder.Services.AddStageWorker<IdleHandler>(builder.Configuration, Stage.Inspect, LaneSlots.Each(1)).AddWorkerPresence();
        return builder.Build();
    }

    private sealed class IdleHandler : ITaskHandler
    {
        private readonly TaskCompletionSource _begun = new();

        public Stage Stage => Stage.Inspect;
        public bool IsEndless { get; set; }
        public Task Begun => _begun.Task;

        public async Task<TaskOutcome> HandleAsync(ClaimedTask claim, CancellationToken cancellationToken)
        {
            _begun.TrySetResult();
            if (IsEndless) await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return TaskResult.Nothing;
        }
    }
}
