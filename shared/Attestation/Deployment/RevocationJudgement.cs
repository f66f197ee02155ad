using Assay.Attestation.Registry;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;

namespace Assay.Attestation.Deployment;

/// <summary>What the signed list of revocations says of some content, and whether the list itself is young enough.</summary>
internal static class RevocationJudgement
{
    public static void Judge(RevocationSnapshot snapshot, Sha256Digest manifest, DeploymentOptions options, List<DeploymentRefusal> refusals, List<string> notes)
    {
        notes.Add($"The revocations are as of {snapshot.At:u}.");
        if (options.MaxTrustAge is { } most && options.At - snapshot.At > most)
            refusals.Add(new(DeploymentReasons.TrustStale, $"The revocations are as of {snapshot.At:u}, older than allowed.", "export the trust file anew"));
        if (snapshot.At > options.At + VerdictJudgement.Skew)
        {
            refusals.Add(new(
                DeploymentReasons.TrustInFuture, $"The revocations are as of {snapshot.At:u}, after the time that is checked for: the clock was set back.", "set this machine's clock"));
        }
        foreach (var revocation in snapshot.Revocations.Where(r => r.Manifest == manifest))
        {
            var why = revocation.Reason is { } reason ? $": {EvidenceText.Quote(reason)}" : "";
            if (revocation.IsRevoked)
            {
                var remedy = revocation.Replacement.IsEmpty ? "use another version" : $"use the version {revocation.Replacement.Hex}";
                refusals.Add(new(DeploymentReasons.Revoked, $"The version was revoked {revocation.At:u}{why}.", remedy));
            }
            else notes.Add($"The version was superseded {revocation.At:u}{why}.");
        }
    }
}
