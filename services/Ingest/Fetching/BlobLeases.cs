using Assay.Domain.Versions;
using Assay.Ingest.Sources;
using Assay.Storage.Blobs;
using Assay.Storage.Facts;

namespace Assay.Ingest.Fetching;

/// <summary>
/// Sees to it that a large file that several scans want at the same time is fetched once: the others wait and take it from the store. Who loses
/// its lease fetches twice, which costs time only.
/// </summary>
public sealed class BlobLeases(IContentLeases leases, IBlobStore blobs, TimeProvider clock)
{
    /// <summary>Smaller files are fetched twice sooner than a lease is taken.</summary>
    private const long Threshold = 8L << 20;

    private static readonly TimeSpan _lease = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan _renewal = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan _poll = TimeSpan.FromSeconds(1);

    private readonly string _process = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():n}";

    /// <summary>Fetches a file, or waits for the one who is fetching the same bytes.</summary>
    public async Task<Answer<VersionFile>> FetchOnceAsync(ISourceVersion version, VersionFile file, CancellationToken cancellationToken)
    {
        if (file.DeclaredSha256.IsEmpty || file.DeclaredSize < Threshold) return await version.FetchAsync(file, cancellationToken);
        string[] keys = [$"blob:{file.DeclaredSha256}"];
        // Two scans of one process exclude each other as well.
        var owner = $"{_process}:{Guid.NewGuid():n}";
        while ((await leases.TakeAsync(keys, owner, _lease, cancellationToken)).Count == 0)
        {
            await Task.Delay(_poll, clock, cancellationToken);
        }
        try
        {
            if (await blobs.LengthAsync(file.DeclaredSha256, cancellationToken) is { } length)
                return Answers.Of(file with { State = FileState.Stored, Sha256 = file.DeclaredSha256, Size = length });
            return await FetchRenewingAsync(version, file, keys, owner, cancellationToken);
        }
        finally
        {
            await leases.ReleaseAsync(keys, owner, CancellationToken.None);
        }
    }

    private async Task<Answer<VersionFile>> FetchRenewingAsync(
        ISourceVersion version, VersionFile file, string[] keys, string owner, CancellationToken cancellationToken)
    {
        var fetch = version.FetchAsync(file, cancellationToken);
        while (await Task.WhenAny(fetch, Task.Delay(_renewal, clock, cancellationToken)) != fetch && !cancellationToken.IsCancellationRequested)
        {
            await leases.TakeAsync(keys, owner, _lease, cancellationToken);
        }
        return await fetch;
    }
}
