using System.Security.Cryptography;
using Assay.Attestation.Keys;

namespace Assay.Tests.Unit.Attestation.Keys;

public sealed class KeyDetailsTests
{
    private static readonly byte[] _data = [1, 2, 3];

    [Theory]
    [InlineData("PKIX_ECDSA_P256_SHA_256", "1.2.840.10045.3.1.7", "SHA256")]
    [InlineData("PKIX_ECDSA_P384_SHA_384", "1.3.132.0.34", "SHA384")]
    [InlineData("PKIX_ECDSA_P521_SHA_512", "1.3.132.0.35", "SHA512")]
    public void Keys_on_curves_verify_with_the_hash_in_their_name(string details, string curve, string hash)
    {
        using var key = ECDsa.Create(ECCurve.CreateFromValue(curve));
        var signature = key.SignData(_data, new(hash), DSASignatureFormat.Rfc3279DerSequence);

        var read = KeyDetails.Read(details, key.ExportSubjectPublicKeyInfo()).Value.ShouldNotBeNull();

        read.Verify(_data, signature).ShouldBeTrue();
        read.Verify([9], signature).ShouldBeFalse();
        KeyDetails.Read("PKIX_RSA_PKCS1V15_2048_SHA256", key.ExportSubjectPublicKeyInfo()).IsOk.ShouldBeFalse();
    }

    [Theory]
    [InlineData("PKCS1_RSA_PKCS1V5", false)]
    [InlineData("PKIX_RSA_PKCS1V15_2048_SHA256", false)]
    [InlineData("PKIX_RSA_PSS_2048_SHA256", true)]
    public void RSA_keys_verify_with_the_padding_in_their_name(string details, bool pss)
    {
        using var key = RSA.Create(2048);
        var (padding, other) = pss ? (RSASignaturePadding.Pss, RSASignaturePadding.Pkcs1) : (RSASignaturePadding.Pkcs1, RSASignaturePadding.Pss);
        foreach (var der in new[] { key.ExportSubjectPublicKeyInfo(), key.ExportRSAPublicKey() })
        {
            var read = KeyDetails.Read(details, der).Value.ShouldNotBeNull();
            read.Verify(_data, key.SignData(_data, HashAlgorithmName.SHA256, padding)).ShouldBeTrue();
            read.Verify(_data, key.SignData(_data, HashAlgorithmName.SHA256, other)).ShouldBeFalse();
            read.Verify(_data, [1]).ShouldBeFalse();
        }
    }

    [Fact]
    public void A_short_RSA_key_and_bytes_behind_a_key_are_refused()
    {
        using var key = RSA.Create(1024);
        KeyDetails.Read("PKCS1_RSA_PKCS1V5", key.ExportSubjectPublicKeyInfo()).Reason!.ShouldContain("1024 bits");
        using var large = RSA.Create(2048);
        KeyDetails.Read("PKCS1_RSA_PKCS1V5", [.. large.ExportSubjectPublicKeyInfo(), 0]).IsOk.ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("PKIX_ED25519_PH")]
    [InlineData("ML_DSA_65")]
    [InlineData("pkix_ed25519")]
    public void A_form_that_is_not_supported_is_said_to_be_none(string details)
    {
        KeyDetails.IsSupported(details).ShouldBeFalse();
        KeyDetails.Read(details, _data).IsOk.ShouldBeFalse();
    }
}
