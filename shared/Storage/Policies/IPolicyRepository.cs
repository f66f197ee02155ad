using Assay.Contracts.Values;

namespace Assay.Storage.Policies;

/// <summary>Policies by digest of their canonical text, so that a verdict's policy can always be shown again.</summary>
public interface IPolicyRepository
{
    /// <summary>Stores a policy's canonical text; storing it again is harmless.</summary>
    Task StoreAsync(Sha256Digest digest, string name, string canonicalText, CancellationToken cancellationToken);

    /// <summary>The canonical text; null where it is unknown. Cached for ever, since the key is the content.</summary>
    Task<string?> ReadAsync(Sha256Digest digest, CancellationToken cancellationToken);
}
