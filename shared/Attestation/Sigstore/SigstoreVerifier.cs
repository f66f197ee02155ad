using Assay.Attestation.Bundles;

namespace Assay.Attestation.Sigstore;

/// <summary>
/// Verifies sigstore bundles offline: nothing is trusted but what the trusted root lists, and nothing is fetched. docs/provenance/sigstore.md tells
/// what is checked in which order. Holds no state; any number of threads may use one.
/// </summary>
/// <param name="root">Whom to trust.</param>
public sealed class SigstoreVerifier(TrustedRoot root)
{
    /// <summary>A signature is looked for in one entry; a second would be one that nothing is asked of.</summary>
    private const int Entries = 1;

    /// <summary>More timestamps are work without use.</summary>
    private const int MaxTimestamps = 8;

    /// <summary>Verifies a bundle.</summary>
    /// <param name="bundle">As it was read; that it could be read proves nothing.</param>
    /// <param name="policy">Whose signature it has to be.</param>
    /// <param name="subject">
    /// What it has to be for. A message signature needs it; with an envelope, the in-toto statement in it has to name it. Null with an envelope: the
    /// caller reads <see cref="VerifiedSignature.Payload"/> itself.
    /// </param>
    public SigstoreResult Verify(SigstoreBundle bundle, SigstorePolicy policy, SigstoreSubject? subject = null)
    {
        if (SignerMaterial.Read(bundle.Material, policy, out var signer) is { } unfit) return new(null, unfit);
        if (bundle.LogEntries.Count != Entries)
            return Refused(SigstoreReasons.LogEntryCount, $"The bundle has {bundle.LogEntries.Count} log entries; exactly one is expected.");
        if (bundle.Timestamps.Count > MaxTimestamps)
            return Refused(SigstoreReasons.BundleForm, $"The bundle has {bundle.Timestamps.Count} timestamps; at most {MaxTimestamps} are read.");
        var signature = bundle.Content switch { EnvelopeContent e => e.Signature, MessageSignatureContent m => m.Signature, _ => [] };

        var times = new List<TrustedTime>();
        var refusal = LogEntryCheck.Refusal(bundle.LogEntries[0], bundle.Version, root, out var logged)
            ?? TimestampCheck.Refusal(bundle.Timestamps, signature, root, times, out var passedOver)
            ?? Times(logged!, times, passedOver, policy)
            ?? (signer!.Certificate is null ? null : CertificateJudgement.Refusal(signer, times, root, policy))
            ?? SignedContent.Refusal(bundle.Content, signer.Key, subject)
            ?? EntryBinding.Refusal(logged!.Signature, signer, bundle.Content, subject);
        if (refusal is not null) return new(null, refusal);
        var envelope = (bundle.Content as EnvelopeContent)?.Envelope;
        var by = new SigstoreSigner(policy.Identity, policy.Issuer, signer!.Certificate);
        return new(new(by, envelope?.PayloadType, envelope?.Payload ?? [], times, logged!.Index, logged.Log.BaseUrl), null);
    }

    private static SigstoreRefusal? Times(LoggedEntry logged, List<TrustedTime> times, SigstoreRefusal? passedOver, SigstorePolicy policy)
    {
        if (logged.Time is { } integrated) times.Add(new(integrated, TrustedTimeSource.Log));
        if (times.Count == 0)
        {
            return passedOver ?? new(
                SigstoreReasons.TimeMissing,
                "Nothing says when it was signed: the bundle has neither a timestamp nor a log's promise with a time, so a certificate that is long "
                + "expired would pass.");
        }
        if (times.Find(t => t.Time > policy.Now + policy.ClockSkew) is { } future)
            return new(
                SigstoreReasons.TimeInFuture,
                $"It claims to be signed at {future.Time.UtcDateTime:u}, which is later than now ({policy.Now.UtcDateTime:u}).");

        // A log's proof names no time; then the timestamps say when the log's key was in use.
        return logged.Time is null && times.Find(t => !logged.Log.ValidFor.Contains(t.Time)) is { } outside
            ? LogEntryCheck.OutsideValidity(logged.Log, outside.Time)
            : null;
    }

    private static SigstoreResult Refused(string id, string message) => new(null, new(id, message));
}
