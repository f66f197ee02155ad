using Assay.Contracts.Values;

namespace Assay.Messaging.Endpoints;

/// <summary>How many tasks of each lane a process does at once. Slots are reserved, so bulk work never takes a person's.</summary>
/// <param name="Interactive">Slots for scans that a person waits for.</param>
/// <param name="Normal">Slots for everything else.</param>
/// <param name="Bulk">Slots for crawls and rescans.</param>
public sealed record LaneSlots(int Interactive, int Normal, int Bulk)
{
    /// <summary>All lanes.</summary>
    public int Total => Interactive + Normal + Bulk;

    /// <summary>Slots of a lane; zero leaves the lane to other processes.</summary>
    public int Of(Lane lane) => lane switch
    {
        Lane.Interactive => Interactive,
        Lane.Bulk => Bulk,
        _ => Normal,
    };

    /// <summary>The same number for each lane.</summary>
    public static LaneSlots Each(int slots) => new(slots, slots, slots);
}
