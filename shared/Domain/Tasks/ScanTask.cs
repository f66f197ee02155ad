using Assay.Contracts.Values;

namespace Assay.Domain.Tasks;

/// <summary>A row of the ledger: one unit of work of one scan.</summary>
public sealed record ScanTask
{
    public required Guid Id { get; init; }

    public required Guid ScanId { get; init; }

    public required Stage Stage { get; init; }

    public required Lane Lane { get; init; }

    public required TaskState State { get; init; }

    public TaskSubject Subject { get; init; } = TaskSubject.None;

    /// <summary>Attempts begun so far; the number of a running attempt is the fencing token.</summary>
    public int Attempt { get; init; }

    /// <summary>How often it was put off without counting as an attempt.</summary>
    public int Deferrals { get; init; }

    public DateTimeOffset NotBefore { get; init; }

    public string? LeaseOwner { get; init; }

    public DateTimeOffset? LeaseUntil { get; init; }

    public FailureCategory? FailureCategory { get; init; }

    /// <summary>One line for a person about the last failure.</summary>
    public string? Error { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>True while the scan has to wait for it.</summary>
    public bool IsLive => State is TaskState.Ready or TaskState.Leased;
}
