using Assay.Messaging.Configuration;
using Microsoft.Extensions.Options;

namespace Assay.Hosting.Workers;

/// <summary>Refuses settings under which a worker would lose its deliveries or its leases.</summary>
public sealed class WorkerOptionsValidator(IOptions<BusOptions> bus) : IValidateOptions<WorkerOptions>
{
    private const int MaxSlots = 1024;

    public ValidateOptionsResult Validate(string? name, WorkerOptions options)
    {
        var (errors, broker) = (new List<string>(), Bus());
        if (options.Lease < TimeSpan.FromSeconds(3)) errors.Add("Worker:Lease has to be three seconds or more.");
        if (options.TimeLimit <= TimeSpan.Zero) errors.Add("Worker:TimeLimit has to be positive.");
        if (options.Poll < TimeSpan.FromMilliseconds(100)) errors.Add("Worker:Poll has to be 100 milliseconds or more.");
        if (options.ObeyWithin <= TimeSpan.Zero) errors.Add("Worker:ObeyWithin has to be positive.");
        if (options.FinishWithin < TimeSpan.Zero) errors.Add("Worker:FinishWithin cannot be negative.");
        if (options.TimeLimit + options.ObeyWithin >= broker.AcknowledgementTimeout)
        {
            errors.Add($"Worker:TimeLimit ({options.TimeLimit}) has to be shorter than the broker's limit on unacknowledged messages, " +
                $"Bus:AcknowledgementTimeout ({broker.AcknowledgementTimeout}): the broker would take the message back while the task still runs.");
        }

        if (options.FinishWithin + options.ObeyWithin >= broker.ConsumerStopTimeout)
        {
            errors.Add("Worker:FinishWithin and Worker:ObeyWithin together have to be shorter than Bus:ConsumerStopTimeout, " +
                "so that tasks are given back in time.");
        }

        foreach (var (stage, slots) in options.Slots)
        {
            foreach (var count in new[] { slots.Interactive, slots.Normal, slots.Bulk })
            {
                if (count is < 0 or > MaxSlots) errors.Add($"Worker:Slots:{stage} has {count} slots in a lane; use 0 to {MaxSlots}.");
            }
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private BusOptions Bus()
    {
        try
        {
            return bus.Value;
        }
        catch (OptionsValidationException)
        {
            // Told by the bus' own validation; ours is told beside it, against the defaults.
            return new();
        }
    }
}
