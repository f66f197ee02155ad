using Assay.Contracts.Values;
using Assay.Domain.Trust;

namespace Assay.Storage.Trust;

/// <summary>What the registry of approved and revoked versions says now.</summary>
public interface IRegistryWords
{
    /// <summary>One value for the whole registry at this moment: it changes with every act and whenever one expires. Empty for an empty registry.</summary>
    Task<Sha256Digest> StateAsync(CancellationToken cancellationToken);

    /// <summary>The words in force on content with this manifest digest; none where it was never approved, or the approval has expired.</summary>
    Task<IReadOnlyList<RegistryWord>> ReadAsync(Sha256Digest manifest, CancellationToken cancellationToken);
}
