using System.Collections.Concurrent;
using Assay.Contracts.Values;
using Assay.Domain.Policies;
using Assay.Storage.Policies;

namespace Assay.Conductor.Advance;

/// <summary>Parsed policies by digest. A policy never changes under its digest, so an entry never ages; few policies exist at a time.</summary>
public sealed class PolicyCache(IPolicyRepository repository)
{
    private readonly ConcurrentDictionary<Sha256Digest, Policy> _policies = new([new(PolicyParser.Default.Digest, PolicyParser.Default)]);

    /// <exception cref="InvalidOperationException">The policy is not stored: a scan must not be submitted before its policy.</exception>
    public async ValueTask<Policy> ReadAsync(Sha256Digest digest, CancellationToken cancellationToken)
    {
        if (_policies.TryGetValue(digest, out var policy)) return policy;
        var text = await repository.ReadAsync(digest, cancellationToken) ?? throw new InvalidOperationException($"Policy {digest} is not stored.");
        return _policies.GetOrAdd(digest, PolicyParser.Parse(text));
    }
}
