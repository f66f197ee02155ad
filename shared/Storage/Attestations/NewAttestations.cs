using Assay.Attestation.Dsse;
using Assay.Attestation.Keys;

namespace Assay.Storage.Attestations;

/// <summary>The signed statements of one verdict.</summary>
/// <param name="ScanId">The scan.</param>
/// <param name="VerdictId">Its verdict.</param>
/// <param name="Envelopes">Each with its predicate type, the verdict's own last.</param>
/// <param name="Key">That signed them all, on P-256.</param>
/// <param name="RetiresOthers">True: the key is the installation's, and every other one is out of use from now on.</param>
public sealed record NewAttestations(Guid ScanId, Guid VerdictId, IReadOnlyList<(string PredicateType, DsseEnvelope Envelope)> Envelopes, IPublicKey Key, bool RetiresOthers);
