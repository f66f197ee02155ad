using Assay.Attestation.Registry;

namespace Assay.Attestation.Deployment;

/// <summary>What a gate relies on.</summary>
/// <param name="Keys">That sign attestations, retired ones included.</param>
/// <param name="Registry">Keys of the log, revocations; null where a key alone was given, so that neither the log nor revocations are looked at.</param>
public sealed record DeploymentTrust(IReadOnlyList<AttestationKey> Keys, RegistryTrust? Registry);
