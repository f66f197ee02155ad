namespace Assay.Inspect.Tasks;

/// <summary>Settings of the task handler.</summary>
public sealed record InspectOptions
{
    /// <summary>How long a content lease lasts without being renewed, which happens every third of it: so long do others wait for a worker that died.</summary>
    public TimeSpan ContentLease { get; init; } = TimeSpan.FromSeconds(9);

    /// <summary>How long to wait for somebody else's fact before doing the work all the same.</summary>
    public TimeSpan WaitForOthers { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often to look for it.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);
}
