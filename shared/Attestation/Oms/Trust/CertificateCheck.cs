using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Assay.Attestation.Bundles;
using Assay.Attestation.Keys;
using Assay.Contracts.Findings;

namespace Assay.Attestation.Oms.Trust;

/// <summary>
/// A signer's certificate: that it leads to a given root (RFC 5280), is valid at a given time and may sign. Certificates of the bundle are links of
/// the chain
/// and never trusted; the roots of the operating system are not consulted; nothing is fetched and no revocation list is asked for.
/// </summary>
internal sealed class CertificateCheck(CertificateTrust trust, DateTimeOffset at, OmsFindings findings)
{
    private const string CodeSigning = "1.3.6.1.5.5.7.3.3";
    private const string AnyPurpose = "2.5.29.37.0";

    /// <summary>The signer's key and name; null: refused.</summary>
    public (IPublicKey Key, string Signer)? Check(CertificateMaterial material)
    {
        var certificates = new List<X509Certificate2>();
        foreach (var der in material.Certificates)
        {
            if (Read(der) is not { } certificate)
            {
                findings.Add(OmsReasons.Certificate, $"certificate {certificates.Count} of the bundle cannot be read");
                return null;
            }
            certificates.Add(certificate);
        }
        var leaf = certificates[0];
        var name = EvidenceText.Quote(leaf.Subject);
        var key = PublicKeys.FromSubjectPublicKeyInfo(leaf.PublicKey.ExportSubjectPublicKeyInfo());
        if (key.Value is not EcdsaPublicKey)
        {
            var problem = key.Reason ?? $"model signatures are made with ECDSA on P-256, P-384 or P-521, and it is {key.Value!.Algorithm}";
            findings.Add(OmsReasons.Certificate, $"the key of the certificate of '{name}' cannot be used: {problem}");
            return null;
        }
        var isPinned = trust.Roots.Any(r => r.RawDataMemory.Span.SequenceEqual(leaf.RawDataMemory.Span));
        CheckTime(leaf, name);
        if (!isPinned)
        {
            CheckPurpose(leaf, name);
            if (!LeadsToRoot(leaf, certificates.Skip(1), name)) return null;
        }
        return (key.Value, $"{name} ({key.Value.Algorithm}), issued by {EvidenceText.Quote(leaf.Issuer)}");
    }

    /// <summary>One certificate in DER with nothing around it; other containers are not what bundles hold.</summary>
    internal static X509Certificate2? Read(byte[] der)
    {
        try
        {
            return X509Certificate2.GetCertContentType(der) == X509ContentType.Cert && X509CertificateLoader.LoadCertificate(der) is var certificate
                && certificate.RawDataMemory.Length == der.Length ? certificate : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private void CheckTime(X509Certificate2 leaf, string name)
    {
        if (at > leaf.NotAfter.ToUniversalTime())
        {
            findings.Add(OmsReasons.CertificateExpired,
                $"the certificate of '{name}' expired {Day(leaf.NotAfter)}; pass --at to verify as of a trusted time");
        }
        if (at < leaf.NotBefore.ToUniversalTime())
        {
            findings.Add(OmsReasons.CertificateNotYetValid,
                $"the certificate of '{name}' is valid from {Day(leaf.NotBefore)} on; check the clock, or the time given by --at");
        }
    }

    private void CheckPurpose(X509Certificate2 leaf, string name)
    {
        if (leaf.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault() is not { } usage
            || !usage.KeyUsages.HasFlag(X509KeyUsageFlags.DigitalSignature))
        {
            // Not a matter of leniency: the reference implementation demands it too.
            findings.Add(OmsReasons.Certificate,
                $"the certificate of '{name}' does not allow digital signatures (key usage); sign with one that does");
            return;
        }
        var purposes = leaf.Extensions.OfType<X509EnhancedKeyUsageExtension>().SelectMany(e => e.EnhancedKeyUsages.Cast<Oid>()).Select(o => o.Value)
            .ToList();
        if (leaf.Extensions.OfType<X509EnhancedKeyUsageExtension>().Any() && !purposes.Contains(CodeSigning) && !purposes.Contains(AnyPurpose))
        {
            findings.Add(OmsReasons.CertificatePurpose,
                $"the certificate of '{name}' is for other purposes ({string.Join(", ", purposes)}) and not for code "
                + "signing; sign with one that is, or pin this one by passing it with --certificate-root");
        }
    }

    private bool LeadsToRoot(X509Certificate2 leaf, IEnumerable<X509Certificate2> others, string name)
    {
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.CustomTrustStore.AddRange(trust.Roots.ToArray());
        policy.ExtraStore.AddRange(others.ToArray());

        // The leaf's own time is judged apart; those above it have to be valid when they vouch for it.
        policy.VerificationTime = Within(leaf).UtcDateTime;
        try
        {
            if (chain.Build(leaf)) return true;
        }
        catch (CryptographicException)
        {
            findings.Add(OmsReasons.CertificateChain, $"the chain of the certificate of '{name}' cannot be followed");
            return false;
        }
        var problems = chain.ChainStatus.Select(Words).Distinct().DefaultIfEmpty("no path was found");
        findings.Add(OmsReasons.CertificateChain, $"the certificate of '{name}' does not lead to a given root: {string.Join(", ", problems)}");
        return false;
    }

    private DateTimeOffset Within(X509Certificate2 leaf)
    {
        // At the very ends, libraries do not agree.
        DateTimeOffset first = leaf.NotBefore.ToUniversalTime(), last = leaf.NotAfter.ToUniversalTime();
        return at < first ? first.AddSeconds(1) : at > last ? last.AddSeconds(-1) : at;
    }

    private static string Words(X509ChainStatus status) => status.Status switch
    {
        X509ChainStatusFlags.NotTimeValid => "a certificate above it is not valid at that time",
        X509ChainStatusFlags.NotSignatureValid => "a certificate's signature is wrong",
        X509ChainStatusFlags.UntrustedRoot or X509ChainStatusFlags.PartialChain => "its issuer is none of them and not in the bundle",
        X509ChainStatusFlags.InvalidBasicConstraints => "a certificate that is no authority issued another",
        X509ChainStatusFlags.HasNotSupportedCriticalExtension => "a certificate has a critical extension that is not known",
        _ => status.Status.ToString(),
    };

    private static string Day(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
