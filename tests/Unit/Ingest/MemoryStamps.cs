using System.Collections.Concurrent;
using Assay.Storage.Versions;

namespace Assay.Tests.Unit.Ingest;

/// <summary>File stamps in memory.</summary>
internal sealed class MemoryStamps : IFileStamps
{
    public ConcurrentDictionary<string, FileStamp> Entries { get; } = new(StringComparer.Ordinal);

    public Task<IReadOnlyDictionary<string, FileStamp>> ReadAsync(IReadOnlyCollection<string> fullPaths, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, FileStamp>>(fullPaths.Where(Entries.ContainsKey).ToDictionary(p => p, p => Entries[p]));

    public Task WriteAsync(IReadOnlyDictionary<string, FileStamp> stamps, CancellationToken cancellationToken)
    {
        foreach (var (path, stamp) in stamps) Entries[path] = stamp;
        return Task.CompletedTask;
    }
}
