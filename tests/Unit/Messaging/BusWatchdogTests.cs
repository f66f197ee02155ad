using System.Diagnostics;
using Assay.Messaging.Configuration;
using Assay.Messaging.Health;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NSubstitute;

namespace Assay.Tests.Unit.Messaging;

public sealed class BusWatchdogTests
{
    private readonly IBusHealth _health = Substitute.For<IBusHealth>();
    private readonly IBrokerProbe _broker = Substitute.For<IBrokerProbe>();
    private readonly IProcessEnd _process = Substitute.For<IProcessEnd>();

    [Fact]
    public async Task A_bus_that_stays_unhealthy_while_the_broker_answers_ends_the_process()
    {
        _health.Check().Returns(new BusCondition(false, "Degraded"));
        _broker.AnswersAsync(default).ReturnsForAnyArgs(true);

        await WatchAsync(until: () => _process.ReceivedCalls().Any());

        _process.Received(1).End(70);
    }

    [Fact]
    public async Task A_broker_that_does_not_answer_is_waited_for()
    {
        _health.Check().Returns(new BusCondition(false, "Unhealthy"));
        _broker.AnswersAsync(default).ReturnsForAnyArgs(false);

        await WatchAsync(until: () => _broker.ReceivedCalls().Count() > 12);

        _process.DidNotReceiveWithAnyArgs().End(default);
    }

    [Fact]
    public async Task A_bus_that_recovers_in_time_is_left_alone()
    {
        var checks = 0;
        _health.Check().Returns(_ => Interlocked.Increment(ref checks) % 3 == 0 ? BusCondition.Healthy : new BusCondition(false, "Degraded"));
        _broker.AnswersAsync(default).ReturnsForAnyArgs(true);

        await WatchAsync(until: () => Volatile.Read(ref checks) > 15);

        _process.DidNotReceiveWithAnyArgs().End(default);
    }

    private async Task WatchAsync(Func<bool> until)
    {
        var options = Options.Create(new BusOptions { Transport = "rabbitmq", UnhealthyLimit = TimeSpan.FromSeconds(1) });
        using var watchdog = new BusWatchdog(_health, _broker, _process, new QuickTime(), options, NullLogger<BusWatchdog>.Instance);
        await watchdog.StartAsync(CancellationToken.None);
        var deadline = Stopwatch.StartNew();
        while (!until() && deadline.Elapsed.TotalSeconds < 30) await Task.Delay(5, TestContext.Current.CancellationToken);
        until().ShouldBeTrue();
        await watchdog.StopAsync(CancellationToken.None);
    }
}
