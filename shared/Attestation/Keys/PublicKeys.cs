using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Assay.Attestation.Json;

namespace Assay.Attestation.Keys;

/// <summary>Reads public keys.</summary>
public static class PublicKeys
{
    private const string Ec = "1.2.840.10045.2.1";
    private const string Rsa = "1.2.840.113549.1.1.1";

    /// <summary>Of a file's bytes: PEM (<c>BEGIN PUBLIC KEY</c>, RFC 7468) or DER.</summary>
    public static Parsed<IPublicKey> FromFile(ReadOnlySpan<byte> bytes) =>
        bytes is [0x30, ..] ? FromSubjectPublicKeyInfo(bytes) : FromPem(Encoding.Latin1.GetString(bytes));

    /// <summary>One key in PEM.</summary>
    public static Parsed<IPublicKey> FromPem(string pem)
    {
        if (!PemEncoding.TryFind(pem, out var fields)) return Parsed.Failed<IPublicKey>("there is no PEM block in it");
        var label = pem[fields.Label];
        if (label.Contains("PRIVATE", StringComparison.Ordinal))
            return Parsed.Failed<IPublicKey>("it is a private key; write the public one with 'openssl pkey -pubout'");
        if (label != "PUBLIC KEY") return Parsed.Failed<IPublicKey>($"a PUBLIC KEY block is expected, not {label}");
        if (PemEncoding.TryFind(pem.AsSpan()[fields.Location.End..], out _)) return Parsed.Failed<IPublicKey>("one key is expected, not several");
        return FromSubjectPublicKeyInfo(Convert.FromBase64String(pem[fields.Base64Data]));
    }

    /// <summary>A SubjectPublicKeyInfo in DER (RFC 5280), with nothing after it.</summary>
    public static Parsed<IPublicKey> FromSubjectPublicKeyInfo(ReadOnlySpan<byte> der)
    {
        try
        {
            var key = PublicKey.CreateFromSubjectPublicKeyInfo(der, out var read);
            if (read != der.Length) return Parsed.Failed<IPublicKey>("there are bytes after the key");
            switch (key.Oid.Value)
            {
                case Ec:
                    using (var ecdsa = key.GetECDsaPublicKey())
                    {
                        if (ecdsa is not null && EcdsaPublicKey.From(ecdsa) is { } known) return known;
                    }
                    return Parsed.Failed<IPublicKey>("the key is not on P-256, P-384 or P-521");
                case Rsa:
                    return RsaPublicKey.From(der, RSASignaturePadding.Pkcs1);
                case Ed25519PublicKey.Oid:
                    return Ed25519PublicKey.FromSubjectPublicKeyInfo(der);
                default:
                    return Parsed.Failed<IPublicKey>($"keys of algorithm {key.Oid.Value} are not supported; ECDSA on P-256, P-384 or P-521, RSA and Ed25519 are");
            }
        }
        catch (PlatformNotSupportedException)
        {
            return Parsed.Failed<IPublicKey>("the key is on a curve that this system does not know; P-256, P-384 and P-521 are supported");
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException)
        {
            return Parsed.Failed<IPublicKey>("the bytes are not a public key (SubjectPublicKeyInfo)");
        }
    }
}
