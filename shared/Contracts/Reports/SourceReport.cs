using Assay.Contracts.Values;

namespace Assay.Contracts.Reports;

/// <summary>The exact version that was scanned.</summary>
/// <param name="Kind">Source plug-in: <c>file</c>, <c>hf</c>.</param>
/// <param name="Name">Repository name or path.</param>
/// <param name="RepositoryId">The hub's own id of the repository, which survives renames; null where the source has none.</param>
/// <param name="Revision">Commit; null where the source has none.</param>
/// <param name="ListingDigest">SHA-256 over the names, sizes and digests of all files.</param>
public sealed record SourceReport(string Kind, string Name, string? RepositoryId, string? Revision, Sha256Digest ListingDigest);
