using System.Collections.Concurrent;
using Assay.Domain.Versions;
using Assay.Storage.Blobs;
using Assay.Storage.Files;
using Assay.Storage.Versions;

namespace Assay.Ingest.Sources.LocalFile;

/// <summary>
/// Recalls the digests of files that have not changed since they were hashed. A stamp is written only for a file that had been at rest for a
/// while when the hashing began: one that was written within the same tick of the clock could change again and look the same. So every stamp
/// that exists may be trusted.
/// </summary>
internal sealed class StampMemory(IFileStamps stamps, IBlobStore blobs, TimeProvider clock)
{
    /// <summary>The coarsest clock of a file system in use (FAT) ticks every two seconds.</summary>
    private static readonly TimeSpan _margin = TimeSpan.FromSeconds(2);

    /// <summary>Paths that the store answers in one round trip.</summary>
    private const int Batch = 1000;

    private readonly ConcurrentDictionary<string, FileStamp> _fresh = new(StringComparer.Ordinal);

    /// <summary>The files of the entries; those that are known and whose bytes are in the store as stored.</summary>
    public async Task<IReadOnlyList<VersionFile>> RecallAsync(IReadOnlyList<LocalEntry> entries, CancellationToken cancellationToken)
    {
        var files = new VersionFile[entries.Count];
        for (var start = 0; start < files.Length; start += Batch)
        {
            var batch = entries.Skip(start).Take(Batch).ToList();
            var paths = batch.Where(e => SourceListing.IsToFetch(e.File)).Select(e => e.FullPath).ToList();
            var known = paths.Count == 0 ? new Dictionary<string, FileStamp>() : await stamps.ReadAsync(paths, cancellationToken);
            for (var i = 0; i < batch.Count; i++) files[start + i] = await RecallAsync(batch[i], known, cancellationToken);
        }
        return files;
    }

    /// <summary>Notes what was found in a file that has not changed since <paramref name="hashingBegan"/>.</summary>
    public void Remember(string fullPath, FileStatus status, DateTimeOffset hashingBegan, BlobReceipt found)
    {
        if (status.IsSettled(hashingBegan, _margin)) _fresh[fullPath] = new(status.Identity, found.Sha256, found.GitBlob);
    }

    public Task KeepAsync(CancellationToken cancellationToken) => _fresh.IsEmpty ? Task.CompletedTask : stamps.WriteAsync(_fresh, cancellationToken);

    public DateTimeOffset Now => clock.GetUtcNow();

    private async ValueTask<VersionFile> RecallAsync(
        LocalEntry entry, IReadOnlyDictionary<string, FileStamp> known, CancellationToken cancellationToken)
    {
        if (!SourceListing.IsToFetch(entry.File) || !known.TryGetValue(entry.FullPath, out var stamp)) return entry.File;
        if (stamp.Identity != entry.Status.Identity || stamp.Sha256.IsEmpty) return entry.File;
        if (await blobs.LengthAsync(stamp.Sha256, cancellationToken) != entry.Status.Size) return entry.File;
        return entry.File with { State = FileState.Stored, Sha256 = stamp.Sha256, GitBlob = stamp.GitBlob };
    }
}
