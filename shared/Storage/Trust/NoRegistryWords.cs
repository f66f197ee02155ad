using Assay.Contracts.Values;
using Assay.Domain.Trust;

namespace Assay.Storage.Trust;

/// <summary>An installation without a registry.</summary>
internal sealed class NoRegistryWords : IRegistryWords
{
    public Task<Sha256Digest> StateAsync(CancellationToken cancellationToken) => Task.FromResult(default(Sha256Digest));

    public Task<IReadOnlyList<RegistryWord>> ReadAsync(Sha256Digest manifest, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<RegistryWord>>([]);
}
