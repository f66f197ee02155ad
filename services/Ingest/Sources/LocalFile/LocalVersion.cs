using Assay.Domain.Versions;

namespace Assay.Ingest.Sources.LocalFile;

/// <summary>A walked target.</summary>
internal sealed class LocalVersion(SourceListing listing, IReadOnlyList<LocalEntry> entries, SourceRequest request, LocalReader reader, StampMemory memory)
    : ISourceVersion
{
    private readonly Lazy<Dictionary<string, LocalEntry>> _entries = new(() => entries.ToDictionary(e => e.File.Path, StringComparer.Ordinal));

    public SourceListing Listing => listing;

    public async Task<Answer<VersionFile>> FetchAsync(VersionFile file, CancellationToken cancellationToken) =>
        Answers.Of(await reader.ReadAsync(_entries.Value[file.Path], request.IsOutlined(file.Size), cancellationToken));

    public Task CompleteAsync(CancellationToken cancellationToken) => memory.KeepAsync(cancellationToken);
}
