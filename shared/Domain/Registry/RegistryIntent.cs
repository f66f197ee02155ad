using Assay.Contracts.Values;

namespace Assay.Domain.Registry;

/// <summary>What somebody wants to do to one version.</summary>
/// <param name="Kind">Approve stands for request where two people are needed.</param>
/// <param name="Actor">Who.</param>
/// <param name="At">When.</param>
public sealed record RegistryIntent(RegistryActKind Kind, RegistryActor Actor, DateTimeOffset At)
{
    /// <summary>Why; null where nothing was said.</summary>
    public string? Reason { get; init; }

    /// <summary>End of the approval; null for none.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Manifest digest of what to use instead; empty for none.</summary>
    public Sha256Digest Replacement { get; init; }

    /// <summary>Why what speaks against it is passed over; null where nothing is.</summary>
    public string? Override { get; init; }
}
