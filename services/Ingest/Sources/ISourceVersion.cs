using Assay.Domain.Versions;

namespace Assay.Ingest.Sources;

/// <summary>A version that a source has resolved, and from which files can be fetched. Members may be called in parallel.</summary>
public interface ISourceVersion
{
    SourceListing Listing { get; }

    /// <summary>
    /// Brings a listed file, or its outline where the depth asks for no more, into the blob store; the same file with what became of it. A file that cannot be read is not a failure but a
    /// <see cref="FileState"/>; a failure concerns the source as a whole (it is unreachable, it asks us to wait, it refuses us).
    /// </summary>
    Task<Answer<VersionFile>> FetchAsync(VersionFile file, CancellationToken cancellationToken);

    /// <summary>Called once, when all files have been fetched.</summary>
    Task CompleteAsync(CancellationToken cancellationToken);
}
