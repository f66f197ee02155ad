using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using Assay.Attestation.Certificates;

namespace Assay.Attestation.Sigstore;

/// <summary>Checks RFC 3161 timestamps over a signature against the timestamp authorities of a trusted root.</summary>
public static class TimestampVerifier
{
    private static readonly Dictionary<string, HashAlgorithmName> _hashes = new()
    {
        ["2.16.840.1.101.3.4.2.1"] = HashAlgorithmName.SHA256,
        ["2.16.840.1.101.3.4.2.2"] = HashAlgorithmName.SHA384,
        ["2.16.840.1.101.3.4.2.3"] = HashAlgorithmName.SHA512,
    };

    /// <summary>Checks one answer of an authority.</summary>
    /// <param name="response">DER of a <c>TimeStampResp</c>; the signer's certificate may be in it or not.</param>
    /// <param name="signature">What it has to be a timestamp of.</param>
    /// <param name="authorities">Those that are trusted.</param>
    public static TimestampOutcome Verify(ReadOnlyMemory<byte> response, ReadOnlySpan<byte> signature, IReadOnlyList<TrustedAuthority> authorities)
    {
        if (TimestampResponse.ReadToken(response) is not { } token)
        {
            return TimestampOutcome.Refused(SigstoreReasons.TimestampMalformed, "A timestamp of the bundle is no granted RFC 3161 answer.");
        }
        var (info, imprint) = (token.TokenInfo, token.TokenInfo.HashAlgorithmId.Value ?? "");
        if (!_hashes.TryGetValue(imprint, out var algorithm))
        {
            return TimestampOutcome.Refused(
                SigstoreReasons.TimestampWeakHash,
                $"A timestamp of the bundle uses the hash algorithm {imprint}; SHA-256, SHA-384 and SHA-512 are accepted.");
        }
        var hash = CryptographicOperations.HashData(algorithm, signature);
        if (!info.GetMessageHash().Span.SequenceEqual(hash))
        {
            return TimestampOutcome.Refused(
                SigstoreReasons.TimestampOfOtherSignature, "A timestamp of the bundle is for another signature; was it copied from another bundle?");
        }
        var known = authorities.Where(a => IsBy(token, hash, a)).ToList();
        if (known.Count == 0)
        {
            return TimestampOutcome.Refused(
                SigstoreReasons.TimestampAuthorityUnknown,
                $"A timestamp of {info.Timestamp.UtcDateTime:u} is by no timestamp authority of the trusted root that was valid then.");
        }
        return known.Find(a => a.ValidFor.Contains(info.Timestamp)) is { } authority
            ? TimestampOutcome.Trusted(info.Timestamp, authority)
            : TimestampOutcome.Refused(
                SigstoreReasons.TimestampOutsideValidity,
                $"A timestamp of {info.Timestamp.UtcDateTime:u} is outside the time for which the trusted root lists its authority "
                + $"({known[0].ValidFor}).");
    }

    private static bool IsBy(Rfc3161TimestampToken token, byte[] hash, TrustedAuthority authority)
    {
        try
        {
            if (!token.VerifySignatureForHash(hash, token.TokenInfo.HashAlgorithmId, out var signer, [.. authority.Certificates])) return false;

            // Where the trusted root names the certificate that signs, another one that the same authority issued does not do.
            if (!IsAuthority(authority.Certificates[0]) && !authority.Certificates[0].RawDataMemory.Span.SequenceEqual(signer.RawDataMemory.Span))
                return false;
            var path = CertificatePath.Find(
                signer,
                [.. authority.Intermediates, .. token.AsSignedCms().Certificates],
                [authority.Root],
                CertificateOids.TimeStamping,
                token.TokenInfo.Timestamp);
            return path.Problem is null;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static bool IsAuthority(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(b => b.CertificateAuthority);
}
