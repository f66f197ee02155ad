using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Assay.Attestation.Keys;
using Assay.Attestation.Sigstore;
using Assay.Contracts.Values;
using Assay.Tests.Unit.Attestation.Sigstore.TestBed;

namespace Assay.Tests.Unit.Attestation.Sigstore;

/// <summary>Signers with keys of each kind, known to the verifier.</summary>
public sealed class SignerKeyTests
{
    private static readonly byte[] _content = "weights"u8.ToArray();

    private readonly TestSigstore _world = new();

    [Fact]
    public void RSA_keys_sign_messages_and_envelopes()
    {
        using var key = RSA.Create(2048);
        var known = PublicKeys.FromSubjectPublicKeyInfo(key.ExportSubjectPublicKeyInfo()).Value!;
        byte[] Sign(byte[] data) => key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        Judge(known, Sign, null).ShouldBeNull();
        Judge(known, Sign, "text/plain").ShouldBeNull();
        Judge(known, data => Sign([.. data, 0]), null).ShouldBe(SigstoreReasons.SignatureWrong);
        Judge(known, data => Sign([.. data, 0]), "text/plain").ShouldBe(SigstoreReasons.SignatureWrong);
    }

    [Fact]
    public void P_384_keys_sign_with_the_hash_that_the_bundle_names()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var known = EcdsaPublicKey.From(key)!;

        Judge(known, d => key.SignData(d, HashAlgorithmName.SHA384, DSASignatureFormat.Rfc3279DerSequence), "text/plain").ShouldBeNull();
        Judge(known, d => key.SignData(d, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence), null).ShouldBeNull();
        Judge(known, d => key.SignData(d, HashAlgorithmName.SHA384, DSASignatureFormat.Rfc3279DerSequence), null)
            .ShouldBe(SigstoreReasons.SignatureWrong);
    }

    [Fact]
    public void Ed25519_keys_sign_envelopes_and_messages_that_are_at_hand()
    {
        Assert.SkipUnless(Ed25519.IsSupported, "There is no OpenSSL 3 here.");
        var key = new Ed25519Signer();
        var known = PublicKeys.FromSubjectPublicKeyInfo(key.SubjectPublicKeyInfo).Value!;

        Judge(known, key.Sign, "text/plain").ShouldBeNull();
        Judge(known, key.Sign, null).ShouldBeNull();
        Judge(known, new Ed25519Signer().Sign, null).ShouldBe(SigstoreReasons.SignatureWrong);
        Judge(known, key.Sign, null, SigstoreSubject.OfDigest(Sha256Digest.FromBytes(SHA256.HashData(_content)))).ShouldBe(SigstoreReasons.KeyUnsupported);
    }

    [Fact]
    public void A_digest_by_an_algorithm_that_is_not_known_of_the_artifact_asks_for_the_artifact()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var subject = SigstoreSubject.OfDigest(Sha256Digest.FromBytes(SHA256.HashData(_content)));
        Judge(EcdsaPublicKey.From(key)!, d => d, null, subject, b => b["messageSignature"]!["messageDigest"]!["algorithm"] = "SHA2_512")
            .ShouldBe(SigstoreReasons.SubjectMissing);
        Judge(EcdsaPublicKey.From(key)!, d => d, null, subject, b => b["messageSignature"]!["messageDigest"]!["algorithm"] = "SHA1")
            .ShouldBe(SigstoreReasons.DigestMismatch);
    }

    /// <summary>An honest bundle by the world's key, in which signature and key are another's.</summary>
    private string? Judge(IPublicKey key, Func<byte[], byte[]> sign, string? type, SigstoreSubject? subject = null, Action<JsonObject>? change = null)
    {
        var options = new SigningOptions { Content = _content, PayloadType = type, ManagedKey = true, SecondLog = true, Signer = (key.SubjectPublicKeyInfo.ToArray(), sign) };
        var bundle = _world.Sign(options);
        change?.Invoke(bundle);
        var policy = SigstorePolicy.ForKey(key, Judging.Now);
        var given = type is null ? subject ?? SigstoreSubject.OfBytes(_content) : null;
        return new SigstoreVerifier(Judging.Root(_world.TrustedRoot())).Verify(Judging.Parse(bundle), policy, given).Refusal?.Id;
    }
}
