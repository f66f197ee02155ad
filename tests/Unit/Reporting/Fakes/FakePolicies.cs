using Assay.Contracts.Values;
using Assay.Reporting.Api;
using Assay.Storage.Policies;

namespace Assay.Tests.Unit.Reporting.Fakes;

/// <summary>The default policy and those that were stored.</summary>
internal sealed class FakePolicies : IPolicyRepository, IDefaultPolicy
{
    private readonly Dictionary<Sha256Digest, string> stored = [];

    public Sha256Digest Digest { get; } = Sha256Digest.OfNothing;

    public string Name => "default";

    public Task StoreAsync(Sha256Digest digest, string name, string canonicalText, CancellationToken cancellationToken)
    {
        stored[digest] = canonicalText;
        return Task.CompletedTask;
    }

    public Task<string?> ReadAsync(Sha256Digest digest, CancellationToken cancellationToken) => Task.FromResult(stored.GetValueOrDefault(digest));
}
