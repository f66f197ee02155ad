using System.Security.Cryptography;
using System.Text;
using Assay.Attestation.Bundles;
using Assay.Attestation.Keys;

namespace Assay.Tests.Unit.Attestation.Keys;

public sealed class PublicKeyTests
{
    [Theory]
    [InlineData("nistP256", "ECDSA P-256 with SHA256")]
    [InlineData("nistP384", "ECDSA P-384 with SHA384")]
    [InlineData("nistP521", "ECDSA P-521 with SHA512")]
    public void A_key_verifies_what_its_private_half_signed_and_nothing_else(string curve, string algorithm)
    {
        using var pair = ECDsa.Create(ECCurve.CreateFromFriendlyName(curve));
        var key = PublicKeys.FromPem(pair.ExportSubjectPublicKeyInfoPem()).Value.ShouldNotBeNull();
        var hash = new HashAlgorithmName(algorithm[^6..]);
        var signature = pair.SignData("data"u8, hash, DSASignatureFormat.Rfc3279DerSequence);

        key.Algorithm.ShouldBe(algorithm);
        key.Verify("data"u8, signature).ShouldBeTrue();
        key.Verify("date"u8, signature).ShouldBeFalse();
        key.Verify("data"u8, pair.SignData("data"u8, hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)).ShouldBeFalse();
        key.Verify("data"u8, []).ShouldBeFalse();
        key.Verify("data"u8, [.. signature, 0]).ShouldBeFalse();
    }

    [Fact]
    public void A_key_is_read_from_PEM_and_from_DER()
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var der = pair.ExportSubjectPublicKeyInfo();

        PublicKeys.FromFile(der).Value!.SubjectPublicKeyInfo.ToArray().ShouldBe(der);
        PublicKeys.FromFile(Encoding.ASCII.GetBytes(pair.ExportSubjectPublicKeyInfoPem())).Value!.SubjectPublicKeyInfo.ToArray().ShouldBe(der);
    }

    [Fact]
    public void What_is_not_one_public_key_is_refused_with_a_reason()
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.brainpoolP256r1);
        var pem = pair.ExportSubjectPublicKeyInfoPem();

        PublicKeys.FromPem(pair.ExportPkcs8PrivateKeyPem()).Reason.ShouldNotBeNull().ShouldStartWith("it is a private key");
        PublicKeys.FromPem(pem + "\n" + pem).Reason.ShouldBe("one key is expected, not several");
        PublicKeys.FromPem("").Reason.ShouldBe("there is no PEM block in it");
        PublicKeys.FromPem(other.ExportSubjectPublicKeyInfoPem()).Reason.ShouldBe("the key is not on P-256, P-384 or P-521");
        PublicKeys.FromSubjectPublicKeyInfo([.. pair.ExportSubjectPublicKeyInfo(), 0]).IsOk.ShouldBeFalse();
        PublicKeys.FromSubjectPublicKeyInfo([0x30, 0x03, 1, 2, 3]).IsOk.ShouldBeFalse();
    }

    [Fact]
    public void The_hint_is_the_one_that_other_signers_write()
    {
        var key = PublicKeys.FromFile(ProvenanceCorpus.Bytes("oms-made/keys/p256.pub.pem")).Value.ShouldNotBeNull();
        var bundle = SigstoreBundleJson.Parse(ProvenanceCorpus.Bytes("oms-made/cases/v-p256/model.sig")).Value.ShouldNotBeNull();

        KeyHint.Of(key).ShouldBe(bundle.Material.ShouldBeOfType<PublicKeyMaterial>().Hint);
    }
}
