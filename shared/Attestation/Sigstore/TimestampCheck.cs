namespace Assay.Attestation.Sigstore;

/// <summary>Which times the timestamps of a bundle prove.</summary>
internal static class TimestampCheck
{
    /// <summary>
    /// Null where each timestamp is either trusted or by an authority that is not known, which proves nothing and harms nothing. The latter is
    /// handed back, to be said where no time remains.
    /// </summary>
    public static SigstoreRefusal? Refusal(
        IReadOnlyList<byte[]> responses, ReadOnlySpan<byte> signature, TrustedRoot root, List<TrustedTime> times, out SigstoreRefusal? passedOver)
    {
        passedOver = null;
        var seen = new HashSet<string>();
        foreach (var response in responses)
        {
            if (!seen.Add(Convert.ToBase64String(response)))
                return new(SigstoreReasons.TimestampRepeated, "The bundle has the same timestamp twice.");
            var outcome = TimestampVerifier.Verify(response, signature, root.TimestampAuthorities);
            if (outcome.Time is { } time) times.Add(new(time, TrustedTimeSource.TimestampAuthority));
            else if (outcome.Refusal is { Id: SigstoreReasons.TimestampAuthorityUnknown }) passedOver = outcome.Refusal;
            else return outcome.Refusal;
        }
        return null;
    }
}
