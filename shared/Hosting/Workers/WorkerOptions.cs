using Assay.Messaging.Configuration;
using Assay.Messaging.Endpoints;

namespace Assay.Hosting.Workers;

/// <summary>How this process works on tasks, section <c>Worker</c>.</summary>
public sealed class WorkerOptions
{
    public const string Section = "Worker";

    /// <summary>How long a claim lasts without being renewed; it is renewed every third of it.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>A task is stopped after this. Has to be well under the broker's limit, <see cref="BusOptions.AcknowledgementTimeout"/>.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a handler may take to obey its token before its slot is given to others.</summary>
    public TimeSpan ObeyWithin { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long running tasks may go on after the process was asked to stop; then they are given back.</summary>
    public TimeSpan FinishWithin { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often, plus up to a fifth, work is claimed without a hint: a lost hint costs this much latency and nothing else.</summary>
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Slots by stage, e.g. <c>Worker:Slots:inspect:Interactive</c>; where a stage is missing its service's default counts.</summary>
    public Dictionary<string, SlotOptions> Slots { get; set; } = [];

    /// <summary>The slots of a stage, lane by lane, from the configuration or from <paramref name="byDefault"/>.</summary>
    public LaneSlots SlotsOf(string stage, LaneSlots byDefault)
    {
        if (Slots.FirstOrDefault(s => string.Equals(s.Key, stage, StringComparison.OrdinalIgnoreCase)).Value is not { } own) return byDefault;
        return new(own.Interactive ?? byDefault.Interactive, own.Normal ?? byDefault.Normal, own.Bulk ?? byDefault.Bulk);
    }
}
