using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Assay.Attestation.Sigstore;
using Assay.Tests.Unit.Attestation.Sigstore.TestBed;

namespace Assay.Tests.Unit.Attestation.Sigstore;

/// <summary>Honest bundles and honest worlds with one thing changed: each is refused, for its own reason.</summary>
public sealed class RefusalTests
{
    private static readonly SigningOptions _first = new();
    private static readonly SigningOptions _second = new() { SecondLog = true };

    private readonly TestSigstore _world = new();

    // The certificate

    [Fact]
    public void A_certificate_of_another_signer() =>
        Changed(_first, (bundle, other) => bundle.Material()["certificate"] = other.Material()["certificate"]!.DeepClone())
        .ShouldBe(SigstoreReasons.SignatureWrong);

    [Fact]
    public void A_certificate_authority_that_is_not_listed() => InRoot(_first, root => root["certificateAuthorities"] = new JsonArray())
        .ShouldBe(SigstoreReasons.CertificatePath);

    [Fact]
    public void A_certificate_authority_of_the_same_name_with_another_key() =>
        InRoot(_first, root => root["certificateAuthorities"] = new JsonArray(new TestSigstore().Authority()))
            .ShouldBe(SigstoreReasons.CertificatePath);

    [Fact]
    public void A_certificate_authority_that_is_no_longer_listed() =>
        InRoot(_first, root => root["certificateAuthorities"]![0]!["validFor"]!["end"] = "2026-02-28T00:00:00Z")
            .ShouldBe(SigstoreReasons.CertificateAuthorityOutsideValidity);

    [Fact]
    public void A_signature_after_the_certificate_has_expired() => Judge(_first with { After = 601 }).ShouldBe(SigstoreReasons.CertificatePath);

    [Fact]
    public void A_signature_before_the_certificate_is_valid() => Judge(_second with { After = -1 }).ShouldBe(SigstoreReasons.CertificatePath);

    [Fact]
    public void One_of_two_times_outside_of_the_certificate_s_validity() => Changed(
        _first with { Stamped = true },
        (bundle, _) => bundle.Material()["timestampVerificationData"]!["rfc3161Timestamps"]![0]!["signedTimestamp"] =
            Convert.ToBase64String(_world.Timestamps.Stamp(bundle["messageSignature"]!["signature"].Bytes(), TestSigstore.Time.AddHours(1))))
        .ShouldBe(SigstoreReasons.CertificatePath);

    [Theory]
    [InlineData()]
    [InlineData("1.3.6.1.5.5.7.3.1")]
    [InlineData("2.5.29.37.0")]
    public void A_certificate_that_is_not_for_signing_code(params string[] uses) =>
        Judge(_first with { Uses = uses }).ShouldBeOneOf(SigstoreReasons.CertificateUse, SigstoreReasons.CertificatePath);

    [Fact]
    public void A_certificate_whose_key_may_not_sign() => Judge(_first with { KeyUsage = X509KeyUsageFlags.KeyAgreement })
        .ShouldBe(SigstoreReasons.CertificateUse);

    [Fact]
    public void A_certificate_of_an_authority_that_signs_itself() =>
        Judge(_first with { Authority = true }).ShouldBeOneOf(SigstoreReasons.CertificateUse, SigstoreReasons.CertificatePath);

    [Fact]
    public void A_critical_extension_that_is_not_known() =>
        Judge(_first with { Extensions = [new("1.3.6.1.4.1.99999.1", [5, 0], true)] }).ShouldBe(SigstoreReasons.CertificatePath);

    [Fact]
    public void A_root_in_the_bundle() => Changed(_first, (bundle, _) =>
    {
        var leaf = bundle.Material()["certificate"]!.DeepClone();
        bundle.Material().Remove("certificate");
        bundle.Material()["x509CertificateChain"] =
            new JsonObject { ["certificates"] = new JsonArray(leaf, _world.Authority()["certChain"]!["certificates"]![1]!.DeepClone()) };
    }).ShouldBe(SigstoreReasons.CertificateRootIncluded);

    [Fact]
    public void A_certificate_with_bytes_behind_it() => Changed(
        _first, (bundle, _) => bundle.Material()["certificate"]!["rawBytes"] = Convert.ToBase64String([.. bundle.Material()["certificate"]!["rawBytes"].Bytes(), 0]))
        .ShouldBe(SigstoreReasons.CertificateMalformed);

    // Certificate timestamps

    [Fact]
    public void A_certificate_that_no_log_was_told_of() => Judge(_first with { Promised = false })
        .ShouldBe(SigstoreReasons.CertificateTimestampMissing);

    [Fact]
    public void A_certificate_log_that_is_not_listed() => InRoot(_first, root => root["ctlogs"] = new JsonArray())
        .ShouldBe(SigstoreReasons.CertificateLogUnknown);

    [Fact]
    public void A_certificate_log_that_was_no_longer_in_use() =>
        InRoot(_first, root => root["ctlogs"]![0]!["publicKey"]!["validFor"]!["end"] = "2026-03-01T11:59:59Z")
            .ShouldBe(SigstoreReasons.CertificateLogUnknown);

    [Fact]
    public void A_certificate_timestamp_by_another_key() => InRoot(_first, root =>
        root["ctlogs"]![0]!["publicKey"]!["rawBytes"] = Convert.ToBase64String(new CertificateLog().SubjectPublicKeyInfo))
            .ShouldBe(SigstoreReasons.CertificateTimestampWrong);

    [Fact]
    public void A_certificate_timestamp_of_another_certificate()
    {
        var promise = _world.CertificateLog.Promise([1, 2, 3], X509CertificateLoader.LoadCertificate(_world.Authority()["certChain"]!["certificates"]![0]!["rawBytes"].Bytes()), TestSigstore.Time);
        Judge(_first with { Promised = false, Extensions = [promise] }).ShouldBe(SigstoreReasons.CertificateTimestampWrong);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0, 0 })]
    [InlineData(new byte[] { 0, 4, 0, 2, 0 })]
    [InlineData(new byte[] { 0, 4, 0, 2, 0, 0, 9 })]
    public void A_list_of_certificate_timestamps_that_is_none(byte[] list) =>
        Judge(_first with { Promised = false, Extensions = [CertificateLog.Extension(list)] }).ShouldBe(SigstoreReasons.CertificateMalformed);

    // Identity

    [Theory]
    [InlineData("Someone@example.com")]
    [InlineData("someone@example.com ")]
    [InlineData("someone@example.com.evil.test")]
    [InlineData("omeone@example.com")]
    [InlineData("")]
    public void Another_identity(string identity) =>
        _world.Judge(_world.Sign(_first), _first.Content, identity: identity).Refusal!.Id.ShouldBe(SigstoreReasons.IdentityMismatch);

    [Theory]
    [InlineData("https://issuer.example.com/")]
    [InlineData("https://ISSUER.example.com")]
    [InlineData("http://issuer.example.com")]
    [InlineData("")]
    public void Another_issuer(string issuer) =>
        _world.Judge(_world.Sign(_first), _first.Content, issuer: issuer).Refusal!.Id.ShouldBe(SigstoreReasons.IssuerMismatch);

    [Fact]
    public void Two_issuers_that_contradict_each_other() => Judge(
        _first with { Extensions = [new("1.3.6.1.4.1.57264.1.1", "https://other.example.com"u8.ToArray(), false)] })
            .ShouldBe(SigstoreReasons.IssuerMismatch);

    [Fact]
    public void A_name_of_a_host_is_no_identity() => Judge(_first with { Names = n => n.AddDnsName("someone@example.com".Replace('@', '.')) })
        .ShouldBe(SigstoreReasons.IdentityMismatch);

    // Keys

    [Fact]
    public void A_key_where_a_certificate_signed() =>
        _world.JudgeByKey(_world.Sign(_first), _first.Content, _world.ManagedKey).Refusal!.Id.ShouldBe(SigstoreReasons.CertificateMissing);

    [Fact]
    public void An_identity_where_a_key_signed() => Judge(_first with { ManagedKey = true }).ShouldBe(SigstoreReasons.KeyMissing);

    [Fact]
    public void Another_key()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _world.JudgeByKey(_world.Sign(_first with { ManagedKey = true }), _first.Content, other).Refusal!.Id.ShouldBe(SigstoreReasons.SignatureWrong);
    }

    // Content

    [Fact]
    public void Another_artifact() => _world.Judge(_world.Sign(_first), "other"u8.ToArray()).Refusal!.Id.ShouldBe(SigstoreReasons.DigestMismatch);

    [Fact]
    public void Another_artifact_with_a_bundle_that_claims_no_digest()
    {
        var bundle = _world.Sign(_first);
        bundle["messageSignature"]!.AsObject().Remove("messageDigest");
        _world.Judge(bundle, _first.Content).Refusal.ShouldBeNull();
        _world.Judge(bundle, "other"u8.ToArray()).Refusal!.Id.ShouldBe(SigstoreReasons.SignatureWrong);
    }

    [Fact]
    public void An_artifact_that_is_not_given() =>
        _world.Judge(_world.Sign(_first), (byte[]?)null).Refusal!.Id.ShouldBe(SigstoreReasons.SubjectMissing);

    [Fact]
    public void An_envelope_with_another_payload_type() => Changed(
        _first with { PayloadType = "application/vnd.in-toto+json" }, (bundle, _) => bundle["dsseEnvelope"]!["payloadType"] = "text/plain", subject: false)
        .ShouldBe(SigstoreReasons.SignatureWrong);

    [Fact]
    public void An_artifact_with_an_envelope_that_names_none() => Judge(_first with { PayloadType = "text/plain" })
        .ShouldBe(SigstoreReasons.DigestMismatch);

    private string? Judge(SigningOptions options) => _world.Judge(_world.Sign(options), options.Content).Refusal?.Id;

    /// <summary>Changes an honest bundle, with another of the same world at hand.</summary>
    private string? Changed(SigningOptions options, Action<JsonObject, JsonObject> change, bool subject = true)
    {
        var bundle = _world.Sign(options);
        change(bundle, _world.Sign(options));
        return _world.Judge(bundle, subject ? options.Content : null).Refusal?.Id;
    }

    private string? InRoot(SigningOptions options, Action<JsonObject> change)
    {
        var root = _world.TrustedRoot();
        change(root);
        return _world.Judge(_world.Sign(options), options.Content, root).Refusal?.Id;
    }
}
