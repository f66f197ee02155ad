using Assay.Domain.Versions;

namespace Assay.Ingest.Sources;

/// <summary>What a target resolved to.</summary>
/// <param name="Name">Repository name or full path.</param>
/// <param name="RepositoryId">See <see cref="ModelVersion.RepositoryId"/>.</param>
/// <param name="Revision">See <see cref="ModelVersion.Revision"/>.</param>
/// <param name="Files">All files. Those in state <see cref="FileState.NotRead"/> without a note are to be fetched.</param>
/// <param name="Metadata">See <see cref="ModelVersion.Metadata"/>.</param>
/// <param name="Notes">See <see cref="ModelVersion.Notes"/>.</param>
public sealed record SourceListing(
    string Name, string? RepositoryId, string? Revision, IReadOnlyList<VersionFile> Files, string? Metadata, IReadOnlyList<string> Notes)
{
    public static bool IsToFetch(VersionFile file) => file.State == FileState.NotRead && file.Note is null;
}
