using Assay.Contracts.Values;

namespace Assay.Storage.Blobs.S3;

/// <summary>
/// Decides which cached blobs go when the cache is too large: those not used for longest. What was used within the time that a unit of work may
/// take stays, since a sandbox may be reading it by name; the cache may exceed its size for as long.
/// </summary>
internal sealed class CacheShelf(long capacity, TimeProvider clock)
{
    private static readonly TimeSpan _inUse = TimeSpan.FromMinutes(20);

    private readonly Lock _lock = new();
    private readonly Dictionary<Sha256Digest, (long Length, DateTimeOffset UsedAt)> _entries = [];
    private long _total;

    /// <summary>Notes a use; the blobs to remove now. They are forgotten.</summary>
    public IReadOnlyList<Sha256Digest> Use(Sha256Digest digest, long length) => Add(digest, length, clock.GetUtcNow());

    /// <summary>Notes a blob that was there before this process.</summary>
    public IReadOnlyList<Sha256Digest> Add(Sha256Digest digest, long length, DateTimeOffset usedAt)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(digest, out var known)) _total -= known.Length;
            _entries[digest] = (length, usedAt);
            _total += length;
            return _total <= capacity ? [] : Evict();
        }
    }

    public void Forget(Sha256Digest digest)
    {
        lock (_lock)
        {
            if (_entries.Remove(digest, out var known)) _total -= known.Length;
        }
    }

    private List<Sha256Digest> Evict()
    {
        var limit = clock.GetUtcNow() - _inUse;
        var removed = new List<Sha256Digest>();
        foreach (var (digest, entry) in _entries.OrderBy(e => e.Value.UsedAt).ToList())
        {
            if (_total <= capacity || entry.UsedAt > limit) break;
            _entries.Remove(digest);
            _total -= entry.Length;
            removed.Add(digest);
        }
        return removed;
    }
}
