using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Assay.Attestation.Certificates;

/// <summary>
/// A certificate's path to a given root as of a given time (RFC 5280, 6). Only the given roots are trusted, never those of the operating system;
/// nothing is fetched and no revocation list is asked for.
/// </summary>
public sealed class CertificatePath
{
    private CertificatePath(IReadOnlyList<X509Certificate2>? certificates, string? problem) =>
        (Certificates, Problem) = (certificates ?? [], problem);

    /// <summary>The end certificate first, the root last; empty where there is no path.</summary>
    public IReadOnlyList<X509Certificate2> Certificates { get; }

    /// <summary>Why there is no path, as a clause; null where there is one.</summary>
    public string? Problem { get; }

    /// <summary>Looks for a path.</summary>
    /// <param name="end">The certificate of the signer.</param>
    /// <param name="intermediates">Certificates that may stand between; they are not trusted.</param>
    /// <param name="roots">The only ones trusted.</param>
    /// <param name="purpose">The extended key usage that every certificate of the path has to allow.</param>
    /// <param name="time">As of when every certificate of the path has to be valid; both ends of a validity belong to it.</param>
    public static CertificatePath Find(
        X509Certificate2 end, IEnumerable<X509Certificate2> intermediates, IEnumerable<X509Certificate2> roots, string purpose, DateTimeOffset time)
    {
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;

        // OpenSSL takes the last second for one too many, so times are compared below.
        policy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        policy.VerificationTimeIgnored = false;
        policy.VerificationTime = time.UtcDateTime;
        policy.ApplicationPolicy.Add(new(purpose));
        foreach (var root in roots) policy.CustomTrustStore.Add(root);
        foreach (var certificate in intermediates) policy.ExtraStore.Add(certificate);
        try
        {
            if (!chain.Build(end))
                return new(null, string.Join(", ", chain.ChainStatus.Select(Words).Distinct().DefaultIfEmpty("no path was found")));
        }
        catch (CryptographicException)
        {
            return new(null, "the certificates cannot be read together");
        }

        // The chain's own copies end with it.
        var path = chain.ChainElements.Select(e => X509CertificateLoader.LoadCertificate(e.Certificate.RawDataMemory.Span)).ToList();
        var outside = path.FindIndex(c => time < c.NotBefore.ToUniversalTime() || time > c.NotAfter.ToUniversalTime());
        return outside < 0 ? new(path, null) : new(null, $"certificate {outside} of its path is not valid at that time");
    }

    private static string Words(X509ChainStatus status) => status.Status switch
    {
        X509ChainStatusFlags.NotSignatureValid => "a certificate's signature is wrong",
        X509ChainStatusFlags.UntrustedRoot or X509ChainStatusFlags.PartialChain => "it leads to none of the trusted roots",
        X509ChainStatusFlags.NotValidForUsage => "a certificate does not allow this use",
        X509ChainStatusFlags.InvalidBasicConstraints => "a certificate that is no authority issued another",
        X509ChainStatusFlags.HasNotSupportedCriticalExtension => "a certificate has a critical extension that is not known",
        _ => status.Status.ToString(),
    };
}
