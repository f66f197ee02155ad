using Assay.Attestation.Bundles;
using Assay.Attestation.InToto;
using Assay.Attestation.Registry;
using Assay.Contracts.Values;
using Assay.Attestation.Manifests;

namespace Assay.Attestation.Deployment;

/// <summary>Checks a deployment against an exported approval of a registry.</summary>
internal static class ApprovalDeployment
{
    public static bool IsApproval(SigstoreBundle bundle) =>
        bundle.Content is EnvelopeContent content && InTotoStatement.Parse(content.Envelope.Payload).Value?.PredicateType == RegistryAct.PredicateType;

    public static DeploymentResult Verify(
        SigstoreBundle bundle, DeploymentTrust trust, IReadOnlyList<DeployedFile> files, Sha256Digest manifest, DeploymentOptions options)
    {
        if (trust.Registry is not { } registry)
        {
            return new(
                [new(ApprovalReasons.ReceiptMissing, "An approval of a registry cannot be checked by a key alone.", "pass the registry's trust file with --trust")],
                manifest, null, null, null, []);
        }
        var result = ApprovalVerifier.Verify(bundle, registry, manifest, new(options.At, options.MaxTrustAge));
        var refusals = result.Refusals.Where(r => r.Id != ApprovalReasons.OtherContent)
            .Select(r => new DeploymentRefusal(r.Id, r.Message, "see docs/provenance/attestations.md")).ToList();
        if (result.Act is { Files.Count: > 0 } act) FileComparison.Compare(ModelManifest.Of(act.Files), files, refusals);
        if (result.Act is { } signed && signed.Manifest != manifest && !refusals.Exists(r => r.Id.StartsWith("file-", StringComparison.Ordinal)))
        {
            refusals.Add(new(
                DeploymentReasons.OtherContent, $"The approval is for the manifest {signed.Manifest.Hex}, and the files here have another: a name, a size or a byte differs.",
                "fetch the version again that was approved"));
        }
        if (options.MaxAge is { } age && result.Act is { } made && options.At - made.At > age)
            refusals.Add(new(DeploymentReasons.TooOld, $"The approval is of {made.At:u}, older than allowed.", "approve the version anew"));
        if (registry.Revocations.At > options.At + VerdictJudgement.Skew)
        {
            refusals.Add(new(
                DeploymentReasons.TrustInFuture, $"The revocations are as of {registry.Revocations.At:u}, after the time that is checked for.", "set this machine's clock"));
        }
        return new(refusals, manifest, null, result.Act, result.LogIndex, [$"The revocations are as of {registry.Revocations.At:u}.", .. result.Notes]);
    }
}
