namespace Assay.Inspect.Tasks;

/// <summary>Settings of the task handler.</summary>
public sealed record InspectOptions
{
    /// <summary>How long a content lease lasts: as long as a unit of work may take.</summary>
    public TimeSpan ContentLease { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long to wait for somebody else's fact before doing the work all the same.</summary>
    public TimeSpan WaitForOthers { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often to look for it.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);
}
