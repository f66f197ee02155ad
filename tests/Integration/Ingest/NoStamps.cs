using Assay.Storage.Versions;

namespace Assay.Tests.Integration.Ingest;

/// <summary>Remembers nothing.</summary>
internal sealed class NoStamps : IFileStamps
{
    public Task<IReadOnlyDictionary<string, FileStamp>> ReadAsync(IReadOnlyCollection<string> fullPaths, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, FileStamp>>(new Dictionary<string, FileStamp>());

    public Task WriteAsync(IReadOnlyDictionary<string, FileStamp> stamps, CancellationToken cancellationToken) => Task.CompletedTask;
}
