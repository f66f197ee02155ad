using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Assay.Attestation.Keys;
using Assay.Attestation.Oms.Trust;
using Assay.Attestation.Sigstore;
using Assay.Contracts.Findings;

namespace Assay.Cli.Provenance;

/// <summary>Whom a request trusts: exactly one of a key, roots of certificates, and a sigstore identity.</summary>
internal static class TrustOfRequest
{
    /// <exception cref="UsageException">None or several are named, or a file does not hold what it should.</exception>
    public static OmsTrust Of(VerifyRequest request)
    {
        var named = new[] { request.Key, request.CertificateRoot, request.TrustedRoot }.Count(f => f is not null);
        if (named != 1)
            throw new UsageException("say whom to trust with exactly one of --key, --certificate-root, and --trusted-root with --identity and --issuer");
        if (request.TrustedRoot is null && (request.Identity ?? request.Issuer) is not null)
            throw new UsageException("--identity and --issuer go with --trusted-root");
        if (request.Key is { } key) return Key(key);
        return request.CertificateRoot is { } root ? Certificates(root) : Sigstore(request);
    }

    /// <summary>All certificates of a file in PEM.</summary>
    /// <exception cref="UsageException">It holds none.</exception>
    public static X509Certificate2Collection ReadCertificates(string path, string what)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(BoundedFile.ReadText(path, what));
        }
        catch (CryptographicException e)
        {
            throw new UsageException($"{what} '{EvidenceText.Quote(path)}' cannot be read: {e.Message}");
        }
        return certificates.Count > 0 ? certificates : throw new UsageException($"{what} '{EvidenceText.Quote(path)}' holds no certificate in PEM");
    }

    private static KeyTrust Key(string path)
    {
        var key = PublicKeys.FromFile(BoundedFile.Read(path, "the key", BoundedFile.SmallLimit));
        return key.IsOk ? new(key.Value) : throw new UsageException($"the key '{EvidenceText.Quote(path)}' cannot be used: {key.Reason}");
    }

    private static CertificateTrust Certificates(string path) => new([.. ReadCertificates(path, "the certificate root")]);

    private static SigstoreTrust Sigstore(VerifyRequest request)
    {
        if (request.Identity is not { Length: > 0 } identity || request.Issuer is not { Length: > 0 } issuer)
            throw new UsageException("--trusted-root needs --identity and --issuer: without them anybody's signature would do");
        var root = TrustedRootReader.Read(BoundedFile.Read(request.TrustedRoot!, "the trusted root", BoundedFile.SmallLimit));
        return root.IsOk
            ? new(new SigstoreIdentity(root.Value, identity, issuer))
            : throw new UsageException($"the trusted root '{EvidenceText.Quote(request.TrustedRoot)}' cannot be used: {root.Reason}");
    }
}
