using Assay.Contracts.Values;

namespace Assay.Domain.Registry;

/// <summary>Where a version stands, by all acts so far.</summary>
public sealed record RegistryStanding
{
    /// <summary>By its last decision; never <see cref="ApprovalState.Expired"/>, which <see cref="StateAt"/> knows.</summary>
    public ApprovalState State { get; init; }

    /// <summary>Who decided last; null where nobody has yet.</summary>
    public RegistryActor? DecidedBy { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>End of the approval; null for none.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Why it was decided.</summary>
    public string? Reason { get; init; }

    /// <summary>What to use instead; empty for none.</summary>
    public Sha256Digest Replacement { get; init; }

    /// <summary>The request that waits; null where none does.</summary>
    public RegistryIntent? Pending { get; init; }

    /// <summary>Where it stands at a time.</summary>
    public ApprovalState StateAt(DateTimeOffset now) => State == ApprovalState.Approved && ExpiresAt <= now ? ApprovalState.Expired : State;
}
