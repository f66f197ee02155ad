using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Assay.Attestation.Certificates;
using Assay.Contracts.Findings;

namespace Assay.Attestation.Sigstore;

/// <summary>
/// Whether a signer's certificate came from a trusted authority, was valid at each of some times, may sign code, was promised to a certificate log, and
/// is for the identity that is asked for.
/// </summary>
internal static class CertificateJudgement
{
    /// <summary>Null where all of it holds.</summary>
    public static SigstoreRefusal? Refusal(SignerMaterial signer, IReadOnlyList<TrustedTime> times, TrustedRoot root, SigstorePolicy policy)
    {
        var leaf = signer.Certificate!;
        X509Certificate2? issuer = null;
        foreach (var time in times)
        {
            if (Path(signer, time.Time, root, out issuer) is { } refusal) return refusal;
        }
        return Use(leaf) ?? CertificateTimestampCheck.Refusal(leaf, issuer!, root.CertificateLogs) ?? Identity(leaf, policy);
    }

    private static SigstoreRefusal? Path(SignerMaterial signer, DateTimeOffset time, TrustedRoot root, out X509Certificate2? issuer)
    {
        issuer = null;
        var problems = new List<string>();
        TrustedAuthority? outside = null;
        foreach (var authority in root.CertificateAuthorities)
        {
            var path = CertificatePath.Find(
                signer.Certificate!, [.. authority.Intermediates, .. signer.Intermediates], [authority.Root], CertificateOids.CodeSigning, time);
            if (path.Problem is { } problem)
            {
                problems.Add(problem);
                continue;
            }
            if (authority.ValidFor.Contains(time) && path.Certificates.Count > 1)
            {
                issuer = path.Certificates[1];
                return null;
            }
            outside = authority;
        }
        return outside is not null
            ? new(
                SigstoreReasons.CertificateAuthorityOutsideValidity,
                $"The signer's certificate comes from {outside.Uri}, which the trusted root does not list for {time.UtcDateTime:u} "
                + $"({outside.ValidFor}).")
            : new(
                SigstoreReasons.CertificatePath,
                $"The signer's certificate (valid {signer.Certificate!.NotBefore.ToUniversalTime():u} to "
                + $"{signer.Certificate.NotAfter.ToUniversalTime():u}) has no path to an authority of the trusted root as of {time.UtcDateTime:u}: "
                + $"{string.Join("; ", problems.Distinct().DefaultIfEmpty("the trusted root lists none"))}.");
    }

    private static SigstoreRefusal? Use(X509Certificate2 leaf)
    {
        var uses = leaf.Extensions.OfType<X509EnhancedKeyUsageExtension>()
            .SelectMany(e => e.EnhancedKeyUsages.Cast<Oid>().Select(u => u.Value)).ToList();
        if (!uses.Contains(CertificateOids.CodeSigning)) return Unfit("its extended key usage does not name code signing");
        if (leaf.Extensions.OfType<X509BasicConstraintsExtension>().Any(b => b.CertificateAuthority)) return Unfit("it is an authority's");
        var signs = leaf.Extensions.OfType<X509KeyUsageExtension>().Any(u => u.KeyUsages.HasFlag(X509KeyUsageFlags.DigitalSignature));
        return signs ? null : Unfit("its key usage does not name digital signatures");
    }

    private static SigstoreRefusal Unfit(string why) =>
        new(SigstoreReasons.CertificateUse, $"The signer's certificate is not one to sign with: {why}.");

    private static SigstoreRefusal? Identity(X509Certificate2 leaf, SigstorePolicy policy)
    {
        if (SubjectNames.Of(leaf) is not { } names)
            return new(SigstoreReasons.CertificateMalformed, "The alternative names of the signer's certificate cannot be read.");
        if (!names.Contains(policy.Identity, StringComparer.Ordinal))
        {
            var found = names.Count == 0 ? "nobody" : string.Join(", ", names.Select(n => EvidenceText.Quote(n)));
            return new(
                SigstoreReasons.IdentityMismatch,
                $"It was signed by {found}, not by {policy.Identity}; the two have to be equal to the letter.");
        }
        var issuer = IdentityIssuer.Of(leaf);
        return issuer == policy.Issuer && issuer is not null
            ? null
            : new(
                SigstoreReasons.IssuerMismatch,
                $"The signer's identity was vouched for by {(issuer is null ? "nobody that the certificate names clearly" : EvidenceText.Quote(issuer))}, "
                + $"not by {policy.Issuer}.");
    }
}
