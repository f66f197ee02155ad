using Assay.Contracts.Values;
using Assay.Domain.Registry;

namespace Assay.Storage.Registry;

/// <summary>A version that is listed, with where it stands now.</summary>
public sealed record RegistryEntry
{
    /// <summary>Of the row.</summary>
    public required Guid Id { get; init; }

    /// <summary>Digest of its manifest.</summary>
    public required Sha256Digest Manifest { get; init; }

    /// <summary>For people.</summary>
    public required string Name { get; init; }

    /// <summary>Package URL; null where there is none.</summary>
    public string? Purl { get; init; }

    /// <summary>Source plug-in; null where it is not known.</summary>
    public string? Source { get; init; }

    /// <summary>The hub's own id; null where there is none.</summary>
    public string? RepositoryId { get; init; }

    /// <summary>Commit; null where there is none.</summary>
    public string? Revision { get; init; }

    /// <summary>By all acts so far.</summary>
    public required RegistryStanding Standing { get; init; }

    /// <summary>Where it stood when it was read: expiry is looked at then.</summary>
    public required ApprovalState State { get; init; }

    /// <summary>Index in the log of the last act about it.</summary>
    public required long LastAct { get; init; }
}
