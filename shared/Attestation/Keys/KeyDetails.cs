using System.Security.Cryptography;
using Assay.Attestation.Json;

namespace Assay.Attestation.Keys;

/// <summary>Keys by the names that sigstore gives their forms (<c>PublicKeyDetails</c> of protobuf-specs' <c>sigstore_common.proto</c>).</summary>
public static class KeyDetails
{
    /// <summary>Whether keys of this form can be read here; a trusted root may list others, which are then of no use.</summary>
    public static bool IsSupported(string details) =>
        CurveOf(details) is not null || PaddingOf(details) is not null || details == "PKIX_ED25519" && Ed25519.IsSupported;

    /// <summary>The key in some bytes.</summary>
    public static Parsed<IPublicKey> Read(string details, ReadOnlySpan<byte> der)
    {
        if (details == "PKIX_ED25519") return Ed25519PublicKey.FromSubjectPublicKeyInfo(der);
        if (PaddingOf(details) is { } padding) return RsaPublicKey.From(der, padding);
        if (CurveOf(details) is not { } curve) return Parsed.Failed<IPublicKey>($"keys of the form {details} are not supported");
        var key = PublicKeys.FromSubjectPublicKeyInfo(der);
        return !key.IsOk || key.Value is EcdsaPublicKey ecdsa && ecdsa.Curve.Name == curve
            ? key
            : Parsed.Failed<IPublicKey>($"the key is not on {curve}");
    }

    private static string? CurveOf(string details) => details switch
    {
        "PKIX_ECDSA_P256_SHA_256" => "P-256",
        "PKIX_ECDSA_P384_SHA_384" => "P-384",
        "PKIX_ECDSA_P521_SHA_512" => "P-521",
        _ => null,
    };

    private static RSASignaturePadding? PaddingOf(string details) => details switch
    {
        "PKCS1_RSA_PKCS1V5" or "PKIX_RSA_PKCS1V5"
            or "PKIX_RSA_PKCS1V15_2048_SHA256" or "PKIX_RSA_PKCS1V15_3072_SHA256" or "PKIX_RSA_PKCS1V15_4096_SHA256" => RSASignaturePadding.Pkcs1,
        "PKCS1_RSA_PSS" or "PKIX_RSA_PSS"
            or "PKIX_RSA_PSS_2048_SHA256" or "PKIX_RSA_PSS_3072_SHA256" or "PKIX_RSA_PSS_4096_SHA256" => RSASignaturePadding.Pss,
        _ => null,
    };
}
