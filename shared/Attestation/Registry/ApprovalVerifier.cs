using Assay.Attestation.Bundles;
using Assay.Attestation.Dsse;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;

namespace Assay.Attestation.Registry;

/// <summary>
/// Checks, without a network, that a registry has approved some content: the act's signature, its entry in the log, that the content is the one on
/// the
/// machine, that it has not ended and was not revoked. All reasons are told, not the first alone.
/// </summary>
public static class ApprovalVerifier
{
    /// <summary>Clocks of two machines differ by less.</summary>
    private static readonly TimeSpan _skew = TimeSpan.FromMinutes(5);

    /// <param name="bundle">The exported approval.</param>
    /// <param name="trust">Keys and revocations.</param>
    /// <param name="manifest">Digest of the manifest of the files that are to be deployed.</param>
    /// <param name="options">For when.</param>
    public static ApprovalResult Verify(SigstoreBundle bundle, RegistryTrust trust, Sha256Digest manifest, ApprovalOptions options)
    {
        if (bundle.Content is not EnvelopeContent { Envelope: { PayloadType: DsseEnvelope.InTotoPayloadType } envelope })
            return Refused(
                new ApprovalRefusal(
                    ApprovalReasons.NotAnAct,
                    "The file is a signature of another kind than a registry makes; export it with 'assay approve --output'."));
        var signed = envelope.SignedBytes();
        if (trust.RegistryKeys.FirstOrDefault(k => k.Verify(signed, envelope.Signatures[0].Signature)) is not { } key)
        {
            return Refused(new ApprovalRefusal(
                ApprovalReasons.SignatureWrong, "No key of the registry has signed the approval; is the trust file that of another "
                    + "registry, or older than a change of keys?"));
        }
        var read = RegistryActJson.Parse(envelope.Payload);
        if (!read.IsOk) return Refused(new ApprovalRefusal(ApprovalReasons.NotAnAct, $"What the registry signed is no approval: {read.Reason}."));
        var (act, refusals, notes) = (read.Value, new List<ApprovalRefusal>(), new List<string>());
        Judge(act, manifest, options, refusals);
        var index = ReceiptCheck.Check(bundle, envelope, key, trust, refusals);
        JudgeRevocations(act, manifest, trust.Revocations, options, refusals, notes);
        return new(refusals, act, index, notes);
    }

    private static void Judge(RegistryAct act, Sha256Digest manifest, ApprovalOptions options, List<ApprovalRefusal> refusals)
    {
        if (act is not { Act: "approve" or "confirm", State: "approved" })
            refusals.Add(
                new(
                    ApprovalReasons.NotApproved,
                    $"The act is '{EvidenceText.Quote(act.Act)}', which leaves the version {EvidenceText.Quote(act.State)}, not approved."));
        if (manifest.IsEmpty || act.Manifest != manifest)
        {
            refusals.Add(new(
                ApprovalReasons.OtherContent,
                $"The approval is for the manifest {act.Manifest.Hex}, and the files here have {manifest.Hex}: a name, a size or a byte "
                + "differs, or a file was added or left out."));
        }
        if (act.ExpiresAt <= options.At)
            refusals.Add(new(ApprovalReasons.Expired, $"The approval ended {act.ExpiresAt:u}; approve the version anew."));
        if (act.At > options.At + _skew)
            refusals.Add(
                new(ApprovalReasons.InFuture, $"The approval was made {act.At:u}, after the time it is checked for; set this machine's clock."));
    }

    private static void JudgeRevocations(
        RegistryAct act, Sha256Digest manifest, RevocationSnapshot snapshot, ApprovalOptions options, List<ApprovalRefusal> refusals, List<string> notes)
    {
        if (options.MaxTrustAge is { } most && options.At - snapshot.At > most)
            refusals.Add(
                new(ApprovalReasons.TrustStale, $"The revocations are as of {snapshot.At:u}, older than allowed; export the trust file anew."));
        foreach (var revocation in snapshot.Revocations.Where(r => r.Manifest == manifest))
        {
            var why = revocation.Reason is { } reason ? $": {EvidenceText.Quote(reason)}" : "";
            var instead = revocation.Replacement.IsEmpty ? "" : $"; use {revocation.Replacement.Hex} instead";
            if (!revocation.IsRevoked) notes.Add($"It was superseded {revocation.At:u}{why}{instead}.");
            else if (act.Override is not null && act.At > revocation.At)
                notes.Add($"It was revoked {revocation.At:u}{why}, and this later approval overrides that: {EvidenceText.Quote(act.Override)}.");
            else refusals.Add(new(ApprovalReasons.Revoked, $"The version was revoked {revocation.At:u}{why}{instead}."));
        }
    }

    private static ApprovalResult Refused(ApprovalRefusal refusal) => new([refusal], null, null, []);
}
