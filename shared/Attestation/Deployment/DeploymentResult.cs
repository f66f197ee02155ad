using Assay.Attestation.Predicates;
using Assay.Attestation.Registry;
using Assay.Contracts.Values;

namespace Assay.Attestation.Deployment;

/// <summary>Whether some files may be deployed.</summary>
/// <param name="Refusals">Empty: they may.</param>
/// <param name="Manifest">Digest of the files here; empty where they have none.</param>
/// <param name="Summary">The verdict, where a trusted key signed one.</param>
/// <param name="Approval">The registry's act, where a trusted key signed one.</param>
/// <param name="LogIndex">Of the log's entry, where a receipt proves one.</param>
/// <param name="Notes">What is worth knowing and refuses nothing, such as what was not looked at.</param>
public sealed record DeploymentResult(
    IReadOnlyList<DeploymentRefusal> Refusals, Sha256Digest Manifest, VerificationSummary? Summary, RegistryAct? Approval, long? LogIndex, IReadOnlyList<string> Notes)
{
    /// <summary>Nothing speaks against it.</summary>
    public bool IsValid => Refusals.Count == 0;
}
