namespace Assay.Domain.Lineage;

/// <summary>A version of a model that was scanned.</summary>
/// <param name="VersionId">Of the version.</param>
/// <param name="Source">Source plug-in: <c>file</c>, <c>hf</c>.</param>
/// <param name="Name">Repository name or full path. Untrusted.</param>
/// <param name="RepositoryId">The hub's own id; null where the source has none.</param>
/// <param name="Revision">Commit; null where the source has none.</param>
/// <param name="ResolvedAt">When it was first seen.</param>
public sealed record KnownModel(Guid VersionId, string Source, string Name, string? RepositoryId, string? Revision, DateTimeOffset ResolvedAt)
{
    /// <summary>True where both are versions of one model.</summary>
    public bool IsSameModel(KnownModel other) => Source == other.Source && Name == other.Name;
}
