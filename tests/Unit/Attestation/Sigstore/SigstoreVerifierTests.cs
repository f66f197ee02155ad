using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Assay.Attestation.Keys;
using Assay.Attestation.Sigstore;
using Assay.Contracts.Values;
using Assay.Tests.Unit.Attestation.Sigstore.TestBed;

namespace Assay.Tests.Unit.Attestation.Sigstore;

/// <summary>What is accepted, and what it then proves.</summary>
public sealed class SigstoreVerifierTests
{
    private readonly TestSigstore _world = new();

    [Theory]
    [InlineData(false, "hashedrekord 0.0.1", null)]
    [InlineData(true, "hashedrekord 0.0.2", null)]
    [InlineData(false, "dsse 0.0.1", "application/vnd.in-toto+json")]
    [InlineData(false, "intoto 0.0.2", "application/vnd.in-toto+json")]
    [InlineData(true, "hashedrekord 0.0.2", "application/vnd.in-toto+json")]
    public void A_bundle_of_either_generation_proves_who_signed_what_and_when(bool second, string entry, string? type)
    {
        var options = new SigningOptions { SecondLog = second, Entry = entry, PayloadType = type };

        var result = _world.Judge(_world.Sign(options), type is null ? options.Content : null);

        result.Refusal.ShouldBeNull();
        var verified = result.Verified.ShouldNotBeNull();
        verified.Signer.Identity.ShouldBe(options.Email);
        verified.Signer.Issuer.ShouldBe(options.Issuer);
        verified.Times.ShouldHaveSingleItem().ShouldBe(
            new(TestSigstore.Time.AddSeconds(options.After), second ? TrustedTimeSource.TimestampAuthority : TrustedTimeSource.Log));
        verified.LogIndex.ShouldBe(5);
        verified.Log.ShouldBe(second ? "https://second.log.example.com" : "https://log.example.com");
        verified.PayloadType.ShouldBe(type);
        verified.Payload.ToArray().ShouldBe(type is null ? [] : options.Content);
    }

    [Fact]
    public void A_log_that_signs_with_Ed25519_is_believed()
    {
        Assert.SkipUnless(Ed25519.IsSupported, "There is no OpenSSL 3 here.");
        var world = new TestSigstore(ed25519: true);
        var options = new SigningOptions { SecondLog = true };

        world.Judge(world.Sign(options), options.Content).Refusal.ShouldBeNull();
    }

    [Fact]
    public void A_timestamp_beside_a_promise_is_a_second_time()
    {
        var options = new SigningOptions { Stamped = true };

        _world.Judge(_world.Sign(options), options.Content).Verified!.Times.Select(t => t.Source)
            .ShouldBe([TrustedTimeSource.TimestampAuthority, TrustedTimeSource.Log]);
    }

    [Fact]
    public void A_timestamp_by_an_authority_that_is_not_known_is_passed_over_where_a_promise_gives_the_time()
    {
        var options = new SigningOptions { Stamped = true };
        var root = _world.TrustedRoot();
        root["timestampAuthorities"] = new JsonArray();

        _world.Judge(_world.Sign(options), options.Content, root).Verified!.Times.ShouldHaveSingleItem().Source.ShouldBe(TrustedTimeSource.Log);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_managed_key_signs_without_a_certificate(bool second)
    {
        var options = new SigningOptions { ManagedKey = true, SecondLog = second };

        var result = _world.JudgeByKey(_world.Sign(options), options.Content, _world.ManagedKey);

        result.Refusal.ShouldBeNull();
        result.Verified!.Signer.ShouldBe(new(null, null, null));
    }

    [Fact]
    public void An_artifact_may_be_given_by_its_digest_alone()
    {
        var options = new SigningOptions();
        var subject = SigstoreSubject.OfDigest(Sha256Digest.FromBytes(SHA256.HashData(options.Content)));

        _world.Judge(_world.Sign(options), subject).Refusal.ShouldBeNull();
    }

    [Fact]
    public void A_statement_that_names_the_artifact_is_about_it_and_another_is_not()
    {
        var artifact = "weights"u8.ToArray();
        var digest = new JsonObject { ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(artifact)) };
        var statement = new JsonObject
        {
            ["_type"] = "https://in-toto.io/Statement/v1",
            ["subject"] = new JsonArray(new JsonObject { ["name"] = "a", ["digest"] = digest }),
        };
        var options = new SigningOptions { PayloadType = "application/vnd.in-toto+json", Content = Judging.Utf8(statement) };
        var bundle = _world.Sign(options);

        _world.Judge(bundle, artifact).Refusal.ShouldBeNull();
        _world.Judge(bundle, "other weights"u8.ToArray()).Refusal!.Id.ShouldBe(SigstoreReasons.DigestMismatch);
    }

    [Fact]
    public void A_user_name_in_another_name_is_an_identity()
    {
        var options = new SigningOptions { Names = null, OtherName = "someone!example.com" };

        _world.Judge(_world.Sign(options), options.Content, identity: "someone!example.com").Refusal.ShouldBeNull();
    }

    [Fact]
    public void A_workload_is_an_identity()
    {
        var options = new SigningOptions { Names = n => n.AddUri(new Uri("https://example.com/build@refs/heads/main")) };

        _world.Judge(_world.Sign(options), options.Content, identity: "https://example.com/build@refs/heads/main").Refusal.ShouldBeNull();
    }

    [Fact]
    public void A_promise_alone_is_enough_in_a_bundle_of_version_0_1_only()
    {
        var options = new SigningOptions { MediaType = "application/vnd.dev.sigstore.bundle+json;version=0.1" };
        var bundle = _world.Sign(options);
        bundle.Entry().Remove("inclusionProof");
        _world.Judge(bundle, options.Content).Refusal.ShouldBeNull();

        bundle["mediaType"] = "application/vnd.dev.sigstore.bundle+json;version=0.2";
        _world.Judge(bundle, options.Content).Refusal!.Id.ShouldBe(SigstoreReasons.LogProofMissing);
    }

    [Fact]
    public void A_proof_alone_is_enough_where_a_timestamp_gives_the_time()
    {
        var options = new SigningOptions { Stamped = true };
        var bundle = _world.Sign(options);
        bundle.Entry().Remove("inclusionPromise");

        _world.Judge(bundle, options.Content).Verified!.Times.ShouldHaveSingleItem().Source.ShouldBe(TrustedTimeSource.TimestampAuthority);
    }

    [Fact]
    public void Both_ends_of_a_certificate_s_validity_belong_to_it()
    {
        foreach (var after in new[] { 0, 600 })
        {
            var options = new SigningOptions { After = after };
            _world.Judge(_world.Sign(options), options.Content).Refusal.ShouldBeNull();
        }
    }
}
