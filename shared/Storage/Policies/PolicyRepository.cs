using System.Collections.Concurrent;
using Assay.Contracts.Values;
using Assay.Storage.Sql;

namespace Assay.Storage.Policies;

/// <summary>Policies in the database, with those that were read kept in memory.</summary>
internal sealed class PolicyRepository(IDatabase database) : IPolicyRepository
{
    /// <summary>An installation has a few; more than these are read each time.</summary>
    private const int MaxKept = 64;

    private const string Insert = "INSERT INTO policies (digest, name, body) VALUES (@digest, @name, @body) ON CONFLICT (digest) DO NOTHING";

    // Primary key of policies.
    private const string Select = "SELECT body FROM policies WHERE digest = @digest";

    private readonly ConcurrentDictionary<Sha256Digest, string> _kept = new();

    public Task StoreAsync(Sha256Digest digest, string name, string canonicalText, CancellationToken cancellationToken) =>
        database.ExecuteAsync(new Statement(Insert, ("digest", digest), ("name", name), ("body", canonicalText)), cancellationToken);

    public async Task<string?> ReadAsync(Sha256Digest digest, CancellationToken cancellationToken)
    {
        if (_kept.TryGetValue(digest, out var kept)) return kept;
        var bodies = await database.QueryAsync(new Statement(Select, ("digest", digest)), static row => row.Text(0), cancellationToken).ConfigureAwait(false);
        if (bodies.Count == 0) return null;
        if (_kept.Count < MaxKept) _kept[digest] = bodies[0];
        return bodies[0];
    }
}
