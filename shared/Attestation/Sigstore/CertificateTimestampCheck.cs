using System.Security.Cryptography.X509Certificates;
using Assay.Attestation.Certificates;
using Assay.Attestation.Keys;

namespace Assay.Attestation.Sigstore;

/// <summary>Whether a certificate log of the trusted root has promised to publish a certificate (RFC 6962, 3.2).</summary>
internal static class CertificateTimestampCheck
{
    private const byte Sha256 = 4;
    private const byte Rsa = 1;
    private const byte Ecdsa = 3;

    /// <summary>Null where one log has; the others' timestamps do not count.</summary>
    public static SigstoreRefusal? Refusal(X509Certificate2 leaf, X509Certificate2 issuer, IReadOnlyList<TrustedLog> logs)
    {
        if (CertificateTimestampList.Of(leaf) is not { } timestamps)
            return new(SigstoreReasons.CertificateMalformed, "The certificate timestamps in the signer's certificate cannot be read.");
        if (timestamps.Count == 0)
        {
            return new(
                SigstoreReasons.CertificateTimestampMissing,
                "The signer's certificate has no certificate timestamp, so nobody could have seen that it was issued.");
        }
        var known = false;
        foreach (var timestamp in timestamps)
        {
            foreach (var log in logs.Where(l => l.LogId.Span.SequenceEqual(timestamp.LogId.Span)))
            {
                if (timestamp.Time is not { } time || !log.ValidFor.Contains(time)) continue;
                known = true;
                if (IsSigned(timestamp, leaf, issuer, log)) return null;
            }
        }
        return known
            ? new(
                SigstoreReasons.CertificateTimestampWrong,
                "A certificate timestamp in the signer's certificate was not signed by the log that it names.")
            : new(
                SigstoreReasons.CertificateLogUnknown,
                "The signer's certificate was promised to no certificate log that the trusted root lists for that time.");
    }

    private static bool IsSigned(CertificateTimestamp timestamp, X509Certificate2 leaf, X509Certificate2 issuer, TrustedLog log)
    {
        var fits = timestamp.HashAlgorithm == Sha256 && (timestamp.SignatureAlgorithm, log.Key) is (Ecdsa, EcdsaPublicKey) or (Rsa, RsaPublicKey);
        return fits && PrecertificateEntry.SignedBytes(leaf, issuer, timestamp) is { } signed && log.Key!.Verify(signed, timestamp.Signature.Span);
    }
}
