using Assay.Domain.Versions;
using Assay.Ingest.Sources;

namespace Assay.Ingest.Bases;

/// <summary>Some files of a version, which are all that is fetched of it.</summary>
internal sealed class PartOfVersion(ISourceVersion whole, IReadOnlyList<VersionFile> files) : ISourceVersion
{
    public SourceListing Listing { get; } = whole.Listing with { Files = files };

    public Task<Answer<VersionFile>> FetchAsync(VersionFile file, CancellationToken cancellationToken) => whole.FetchAsync(file, cancellationToken);

    public Task CompleteAsync(CancellationToken cancellationToken) => whole.CompleteAsync(cancellationToken);
}
