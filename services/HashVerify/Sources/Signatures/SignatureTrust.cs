using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Assay.Attestation.Keys;
using Assay.Attestation.Oms.Trust;
using Assay.Attestation.Sigstore;
using Assay.Contracts.Values;

namespace Assay.HashVerify.Sources.Signatures;

/// <summary>The signers that this installation trusts, read once at start.</summary>
public sealed class SignatureTrust
{
    private SignatureTrust(IReadOnlyList<OmsTrust> all, Sha256Digest digest) => (All, Digest) = (all, digest);

    /// <summary>Each key by itself, and all roots together.</summary>
    public IReadOnlyList<OmsTrust> All { get; }

    /// <summary>SHA-256 over all keys and certificates: another one where anybody else is trusted. Empty where nobody is.</summary>
    public Sha256Digest Digest { get; }

    public static SignatureTrust Nobody { get; } = new([], default);

    /// <exception cref="InvalidOperationException">A file cannot be read or holds something else. To start without it would trust less than was asked for, silently.</exception>
    public static SignatureTrust Read(SignatureTrustOptions options)
    {
        var all = new List<OmsTrust>();
        var text = new StringBuilder();
        foreach (var path in options.Keys)
        {
            var key = PublicKeys.FromFile(Bytes(path));
            if (!key.IsOk) throw new InvalidOperationException($"HashVerify:Trust:Keys: {path}: {key.Reason}.");
            all.Add(new KeyTrust(key.Value));
            text.Append(null, $"key {Convert.ToHexStringLower(key.Value.SubjectPublicKeyInfo.Span)}\n");
        }
        var roots = new X509Certificate2Collection();
        foreach (var path in options.CertificateRoots)
        {
            try
            {
                roots.ImportFromPem(Encoding.Latin1.GetString(Bytes(path)));
            }
            catch (CryptographicException e)
            {
                throw new InvalidOperationException($"HashVerify:Trust:CertificateRoots: {path}: no certificate in PEM ({e.Message})", e);
            }
        }
        if (options.CertificateRoots.Count > 0 && roots.Count == 0)
            throw new InvalidOperationException("HashVerify:Trust:CertificateRoots: the files hold no certificate in PEM.");
        if (roots.Count > 0) all.Add(new CertificateTrust([.. roots]));
        foreach (var root in roots) text.Append(null, $"root {Convert.ToHexStringLower(root.RawDataMemory.Span)}\n");
        foreach (var signer in options.Sigstore)
        {
            if (signer.TrustedRoot.Length == 0 || signer.Identity.Length == 0 || signer.Issuer.Length == 0)
                throw new InvalidOperationException("HashVerify:Trust:Sigstore: each entry needs TrustedRoot, Identity and Issuer.");
            var bytes = Bytes(signer.TrustedRoot);
            var root = TrustedRootReader.Read(bytes);
            if (!root.IsOk) throw new InvalidOperationException($"HashVerify:Trust:Sigstore: {signer.TrustedRoot}: {root.Reason}.");
            all.Add(new SigstoreTrust(new SigstoreIdentity(root.Value, signer.Identity, signer.Issuer)));
            text.Append(null, $"sigstore {Convert.ToHexStringLower(SHA256.HashData(bytes))} {signer.Identity.Length} {signer.Identity} {signer.Issuer}\n");
        }
        return all.Count == 0 ? Nobody : new(all, Sha256Digest.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))));
    }

    private static byte[] Bytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"HashVerify:Trust: {path} cannot be read: {e.Message}", e);
        }
    }
}
