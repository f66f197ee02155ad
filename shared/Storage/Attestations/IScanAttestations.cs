using Assay.Attestation.Deployment;
using Assay.Attestation.Keys;
using Assay.Storage.Keys;

namespace Assay.Storage.Attestations;

/// <summary>Signed statements of scans, each made once and kept as it is, with its receipt of the transparency log.</summary>
public interface IScanAttestations
{
    /// <summary>Those of the newest verdict of a scan that has any, the verdict's own last; empty where there are none.</summary>
    Task<IReadOnlyList<StoredAttestation>> ReadAsync(Guid scanId, CancellationToken cancellationToken);

    /// <summary>Those of one verdict.</summary>
    Task<IReadOnlyList<StoredAttestation>> ReadOfVerdictAsync(Guid verdictId, CancellationToken cancellationToken);

    /// <summary>
    /// Appends them to the log and keeps them, in one transaction. Where the verdict has statements already, those are the answer and nothing is written:
    /// any number of processes may try at once.
    /// </summary>
    /// <exception cref="SigningKeyException">The key was put out of use.</exception>
    Task<IReadOnlyList<StoredAttestation>> StoreAsync(NewAttestations attestations, CancellationToken cancellationToken);

    /// <summary>Lists the installation's key before it signs for the first time, so that trust files have it; every other one is out of use from now on.</summary>
    /// <exception cref="SigningKeyException">The key was put out of use.</exception>
    Task ListKeyAsync(IPublicKey key, CancellationToken cancellationToken);

    /// <summary>Every key that ever signed, the oldest first.</summary>
    Task<IReadOnlyList<AttestationKey>> KeysAsync(CancellationToken cancellationToken);

    /// <summary>Verdicts without statements that were decided at a time or later, the oldest first.</summary>
    Task<IReadOnlyList<PendingVerdict>> PendingAsync(DateTimeOffset from, int max, CancellationToken cancellationToken);
}
