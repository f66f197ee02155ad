using System.Text;
using Assay.Attestation.Bundles;

namespace Assay.Attestation.Sigstore;

/// <summary>
/// Whether a log of the trusted root has an entry: by its promise (Rekor's signed entry timestamp), by a Merkle proof with a signed checkpoint, or
/// by both.
/// What the bundle brings is checked, whether it is needed or not.
/// </summary>
internal static class LogEntryCheck
{
    /// <summary>Null where it has.</summary>
    public static SigstoreRefusal? Refusal(TransparencyLogEntry entry, BundleVersion version, TrustedRoot root, out LoggedEntry? logged)
    {
        logged = null;
        if (!LogEntryBody.IsSupported(entry.Kind, entry.KindVersion))
        {
            return new(
                SigstoreReasons.LogEntryUnsupported,
                "The log's entry is of a kind that is not known; hashedrekord 0.0.1 and 0.0.2, dsse 0.0.1 and intoto 0.0.2 are.");
        }
        var logs = root.Logs.Where(l => l.LogId.Span.SequenceEqual(entry.LogKeyId)).ToList();
        if (logs.Count == 0)
            return new(
                SigstoreReasons.LogUnknown,
                $"The trusted root lists no log with the id {Convert.ToBase64String(entry.LogKeyId)}; is it that of another sigstore, or too old?");
        if (logs.TrueForAll(l => l.Key is null))
            return new(
                SigstoreReasons.LogKeyUnsupported,
                $"The key of the log {logs[0].BaseUrl} is of the form {logs[0].KeyDetails}, which is not supported on this system.");

        // One id may be listed for several periods; each is tried, and the last refusal is the one told.
        SigstoreRefusal? refusal = null;
        foreach (var log in logs.Where(l => l.Key is not null))
        {
            refusal = By(log, entry, version, out logged);
            if (refusal is null) return null;
        }
        return refusal;
    }

    private static SigstoreRefusal? By(TrustedLog log, TransparencyLogEntry entry, BundleVersion version, out LoggedEntry? logged)
    {
        logged = null;
        var hasPromise = LogEntryBody.HasPromise(entry.Kind, entry.KindVersion);
        if (entry.SignedEntryTimestamp is { } promise)
        {
            if (!log.Key!.Verify(PromisedBytes(entry), promise))
                return new(
                    SigstoreReasons.LogPromiseWrong,
                    $"The log's promise (signed entry timestamp) was not made by {log.BaseUrl} for this entry, index and time.");
        }
        else if (version == BundleVersion.V01)
        {
            return new(
                SigstoreReasons.LogPromiseMissing,
                "A bundle of version 0.1 has to have the log's promise (signed entry timestamp), and this one has none.");
        }
        if (entry.InclusionProof is { } proof)
        {
            if (LogProofCheck.Refusal(entry, proof, log) is { } refusal) return refusal;
        }
        if (entry.InclusionProof?.Checkpoint is null && (version != BundleVersion.V01 || entry.SignedEntryTimestamp is null))
            return new(
                SigstoreReasons.LogProofMissing,
                "The log's entry comes without a proof of inclusion and checkpoint; nothing is asked of the log over the network.");

        // The promise binds the index over all shards of the log and the time; a proof binds the index in its own tree and no time.
        var promised = hasPromise && entry.SignedEntryTimestamp is not null;
        if (!hasPromise && entry.LogIndex != entry.InclusionProof!.LogIndex)
            return new(SigstoreReasons.LogProofWrong, "The log's entry and its proof of inclusion name different indexes.");
        var body = LogEntryBody.Read(entry.CanonicalizedBody, entry.Kind, entry.KindVersion);
        if (!body.IsOk) return new(SigstoreReasons.LogEntryMalformed, $"The log's entry cannot be read: {body.Reason}.");
        if (promised && (entry.IntegratedTime <= 0 || entry.IntegratedTime > DateTimeOffset.MaxValue.ToUnixTimeSeconds()))
            return new(SigstoreReasons.LogPromiseWrong, "The log's promise names no time.");
        DateTimeOffset? time = promised ? DateTimeOffset.FromUnixTimeSeconds(entry.IntegratedTime) : null;
        if (time is { } t && !log.ValidFor.Contains(t)) return OutsideValidity(log, t);
        logged = new(log, promised ? entry.LogIndex : entry.InclusionProof!.LogIndex, time, body.Value);
        return null;
    }

    /// <summary>What to say where a log is not listed for a time.</summary>
    public static SigstoreRefusal OutsideValidity(TrustedLog log, DateTimeOffset time) => new(
        SigstoreReasons.LogOutsideValidity,
        $"The entry is of {time.UtcDateTime:u}, for which the trusted root does not list the key of {log.BaseUrl} ({log.ValidFor}).");

    /// <summary>Canonical JSON (RFC 8785) of what the promise is over; no member needs an escape.</summary>
    private static byte[] PromisedBytes(TransparencyLogEntry entry)
    {
        var (body, log) = (Convert.ToBase64String(entry.CanonicalizedBody), Convert.ToHexStringLower(entry.LogKeyId));
        return Encoding.ASCII.GetBytes(
            $$"""{"body":"{{body}}","integratedTime":{{entry.IntegratedTime}},"logID":"{{log}}","logIndex":{{entry.LogIndex}}}""");
    }
}
