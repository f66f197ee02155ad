using Assay.Storage.Sql;

namespace Assay.Storage.Facts;

/// <summary>Content leases in the database, keyed by the digest of the key.</summary>
internal sealed class ContentLeases(IDatabase database, StorageClock clock) : IContentLeases
{
    // Primary key of content_leases.
    private const string Take = """
        INSERT INTO content_leases (key, owner, lease_until) VALUES (@key, @owner, @until)
        ON CONFLICT (key) DO UPDATE SET owner = excluded.owner, lease_until = excluded.lease_until
        WHERE content_leases.lease_until <= @now OR content_leases.owner = excluded.owner
        RETURNING key
        """;

    // Primary key of content_leases.
    private const string Release = "DELETE FROM content_leases WHERE key = @key AND owner = @owner";

    public async Task<IReadOnlySet<string>> TakeAsync(
        IReadOnlyCollection<string> keys, string owner, TimeSpan lease, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var byDigest = Ordered(keys);
        var taken = await database.ChangeAsync(
            [.. byDigest.Select(k => new Statement(Take, ("key", k.Digest), ("owner", owner), ("until", now + lease), ("now", now)))],
            static row => Convert.ToHexString(row.Bytes(0)),
            cancellationToken).ConfigureAwait(false);
        var digests = taken.ToHashSet(StringComparer.Ordinal);
        return byDigest.Where(k => digests.Contains(Convert.ToHexString(k.Digest))).Select(k => k.Key).ToHashSet(StringComparer.Ordinal);
    }

    public Task ReleaseAsync(IReadOnlyCollection<string> keys, string owner, CancellationToken cancellationToken) => database.ChangeAsync(
        [.. Ordered(keys).Select(k => new Statement(Release, ("key", k.Digest), ("owner", owner)))], static _ => true, cancellationToken);

    // Rows are locked in the same order by everybody, so that two callers cannot deadlock.
    private static List<(string Key, byte[] Digest)> Ordered(IEnumerable<string> keys) =>
        [.. keys.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(key => (key, ContentKey.Of(key)))];
}
