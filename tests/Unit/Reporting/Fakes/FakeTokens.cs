using System.Collections.Concurrent;
using Assay.Storage.Tokens;

namespace Assay.Tests.Unit.Reporting.Fakes;

/// <summary>Tokens in memory.</summary>
internal sealed class FakeTokens : IApiTokenRepository
{
    private readonly ConcurrentDictionary<Guid, ApiToken> tokens = new();

    private int lookups;

    public int Lookups => lookups;

    public Task AddAsync(ApiToken token, CancellationToken cancellationToken)
    {
        tokens[token.Id] = token;
        return Task.CompletedTask;
    }

    public Task<ApiToken?> FindAsync(string hash, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref lookups);
        return Task.FromResult(
            tokens.Values.FirstOrDefault(t => t.Hash == hash && t.RevokedAt is null && (t.ExpiresAt is null || t.ExpiresAt > DateTimeOffset.UtcNow)));
    }

    public Task<IReadOnlyList<ApiToken>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ApiToken>>([.. tokens.Values]);

    public Task<bool> RevokeAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!tokens.TryGetValue(id, out var token)) return Task.FromResult(false);
        tokens[id] = token with { RevokedAt = DateTimeOffset.UtcNow };
        return Task.FromResult(true);
    }
}
