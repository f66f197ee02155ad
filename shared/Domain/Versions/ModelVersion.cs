using Assay.Contracts.Values;

namespace Assay.Domain.Versions;

/// <summary>An exact, immutable version of a model: what a reference resolved to.</summary>
public sealed record ModelVersion
{
    public required Guid Id { get; init; }

    /// <summary>Source plug-in: <c>file</c>, <c>hf</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Repository name (<c>org/name</c>) or full path.</summary>
    public required string Name { get; init; }

    /// <summary>The hub's own id, which survives renames; null where the source has none.</summary>
    public string? RepositoryId { get; init; }

    /// <summary>Commit; null where the source has none.</summary>
    public string? Revision { get; init; }

    /// <summary>See <see cref="VersionListing.Digest"/>.</summary>
    public required Sha256Digest ListingDigest { get; init; }

    public required IReadOnlyList<VersionFile> Files { get; init; }

    /// <summary>What the source says of the model and an analyser may want (pipeline tag, declared base, hub's scan status), as a JSON object; null for none.</summary>
    public string? Metadata { get; init; }

    /// <summary>Anything a reader of the report should know about how the version was resolved, e.g. that the name was redirected.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public DateTimeOffset ResolvedAt { get; init; }
}
