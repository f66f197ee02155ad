using Assay.Hosting.Workers;
using Assay.Messaging.Configuration;
using Assay.Messaging.Endpoints;
using Microsoft.Extensions.Options;

namespace Assay.Tests.Unit.Hosting;

public sealed class WorkerOptionsValidatorTests
{
    [Fact]
    public void The_defaults_are_valid() => Validate(new(), new()).ShouldBeEmpty();

    [Fact]
    public void A_time_limit_at_the_brokers_own_is_refused() =>
        Validate(new() { TimeLimit = TimeSpan.FromMinutes(30) }, new()).ShouldHaveSingleItem()
            .ShouldStartWith("Worker:TimeLimit (00:30:00) has to be shorter");

    [Fact]
    public void Every_error_is_listed()
    {
        var options = new WorkerOptions
        {
            Lease = TimeSpan.Zero,
            TimeLimit = TimeSpan.Zero,
            Poll = TimeSpan.Zero,
            FinishWithin = TimeSpan.FromMinutes(1)
        };
        options.Slots["inspect"] = new() { Bulk = -1 };

        Validate(options, new()).Count.ShouldBe(5);
    }

    [Fact]
    public void Slots_come_from_the_configuration_lane_by_lane_and_from_the_service_otherwise()
    {
        var options = new WorkerOptions();
        options.Slots["GPU-Probe"] = new() { Bulk = 0, Normal = 7 };

        options.SlotsOf("gpu-probe", new(1, 2, 3)).ShouldBe(new LaneSlots(1, 7, 0));
        options.SlotsOf("inspect", new(1, 2, 3)).ShouldBe(new LaneSlots(1, 2, 3));
    }

    private static IReadOnlyList<string> Validate(WorkerOptions worker, BusOptions bus) =>
        [.. new WorkerOptionsValidator(Options.Create(bus)).Validate(null, worker).Failures ?? []];
}
