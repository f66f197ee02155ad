using Assay.Attestation.Bundles;
using Assay.Attestation.Manifests;
using Assay.Contracts.Values;

namespace Assay.Attestation.Deployment;

/// <summary>
/// Says, without a network, whether some files may be deployed by an attestation of a scan, or by an exported approval of a registry. All reasons against
/// it are told, not the first alone. Pure: the same input gives the same answer.
/// </summary>
public static class DeploymentVerifier
{
    /// <param name="bundles">Of the attestation's file.</param>
    /// <param name="trust">Keys and revocations.</param>
    /// <param name="files">Everything in the folder that is to be deployed.</param>
    /// <param name="options">For when, and how strictly.</param>
    public static DeploymentResult Verify(IReadOnlyList<SigstoreBundle> bundles, DeploymentTrust trust, IReadOnlyList<DeployedFile> files, DeploymentOptions options)
    {
        var manifest = ManifestOf(files);
        if (bundles is [var single] && ApprovalDeployment.IsApproval(single)) return ApprovalDeployment.Verify(single, trust, files, manifest, options);
        var (refusals, notes) = (new List<DeploymentRefusal>(), new List<string>());
        var read = AttestedStatements.Read(bundles, trust, refusals);
        if (read is not { Summary: { } summary }) return new(refusals, manifest, null, null, null, notes);
        VerdictJudgement.Judge(summary, options, refusals);
        FileComparison.Compare(summary.Coverage.Manifest, files, refusals);
        if (read.Missing > 0) notes.Add($"{read.Missing} of the {summary.Inputs.Count} statements that the verdict rests on are not in the file.");
        if (trust.Registry is { } registry) RevocationJudgement.Judge(registry.Revocations, summary.Subject, options, refusals, notes);
        else notes.Add("Neither the transparency log nor revocations were looked at; that takes a trust file instead of a key.");
        return new(refusals, manifest, summary, null, read.LogIndex, notes);
    }

    private static Sha256Digest ManifestOf(IReadOnlyList<DeployedFile> files)
    {
        if (files.Any(f => f.Problem is not null)) return default;
        try
        {
            return ModelManifest.Of(files.Select(f => new ManifestEntry(f.Path, f.Size, f.Sha256))).Digest;
        }
        catch (ArgumentException)
        {
            // An empty folder, which has no manifest: every file that was attested is told as missing.
            return default;
        }
    }
}
