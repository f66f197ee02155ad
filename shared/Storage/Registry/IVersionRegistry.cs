using Assay.Attestation.Dsse;
using Assay.Attestation.Keys;
using Assay.Attestation.Manifests;
using Assay.Domain.Registry;

namespace Assay.Storage.Registry;

/// <summary>
/// The registry of versions that may be deployed. Every act is signed and appended to the transparency log in the transaction that makes it take
/// effect,
/// so that neither is there without the other; nothing that was done is ever removed.
/// </summary>
public interface IVersionRegistry
{
    /// <summary>Approves a version, or requests it where two people are needed.</summary>
    /// <param name="subject">The version.</param>
    /// <param name="intent">Who, when, until when.</param>
    /// <param name="scan">That it rests on; null where there is none.</param>
    /// <param name="cancellationToken">Nothing is done.</param>
    Task<RegistryOutcome> ApproveAsync(RegistrySubject subject, RegistryIntent intent, Guid? scan, CancellationToken cancellationToken);

    /// <summary>
    /// Confirms, supersedes or revokes the versions that are selected; refused as a whole where it is refused for one of them that it would change.
    /// Content that is not listed can be revoked by its digest: it is listed as revoked then.
    /// </summary>
    Task<RegistryOutcome> ActAsync(RegistrySelector selector, RegistryIntent intent, CancellationToken cancellationToken);

    Task<RegistryPage> ListAsync(RegistryFilter filter, CancellationToken cancellationToken);

    /// <summary>All acts on a version, the oldest first.</summary>
    Task<IReadOnlyList<RegistryActRecord>> HistoryAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>The files of a version; empty for content that was revoked without ever being listed.</summary>
    Task<IReadOnlyList<ManifestEntry>> FilesAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Revocations and supersessions in force, signed.</summary>
    Task<DsseEnvelope> RevocationsAsync(CancellationToken cancellationToken);

    /// <summary>Every key that ever signed an act, the oldest first, and the one in use.</summary>
    Task<IReadOnlyList<IPublicKey>> KeysAsync(CancellationToken cancellationToken);

    /// <summary>Puts a new key into use; the old one stays listed, and its acts stay valid.</summary>
    Task<IPublicKey> RotateKeyAsync(CancellationToken cancellationToken);
}
