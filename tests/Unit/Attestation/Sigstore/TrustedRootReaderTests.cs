using System.Text;
using System.Text.Json.Nodes;
using Assay.Attestation.Sigstore;
using Assay.Tests.Unit.Attestation.Sigstore.TestBed;

namespace Assay.Tests.Unit.Attestation.Sigstore;

public sealed class TrustedRootReaderTests
{
    private static readonly TestSigstore _world = new();

    [Fact]
    public void The_public_root_is_read()
    {
        var root = TrustedRootReader.Read(ProvenanceCorpus.Bytes("trusted_root.production.json")).Value.ShouldNotBeNull();

        root.Logs.Select(l => l.BaseUrl).ShouldBe(["https://rekor.sigstore.dev", "https://log2025-1.rekor.sigstore.dev"]);
        root.Logs.ShouldAllBe(l => l.Key != null);
        root.CertificateAuthorities.Select(a => a.Certificates.Count).ShouldBe([1, 2]);
        root.CertificateAuthorities[0].ValidFor.End.ShouldBe(new(2022, 12, 31, 23, 59, 59, 999, TimeSpan.Zero));
        root.CertificateLogs.Count.ShouldBe(2);
        root.TimestampAuthorities.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("tlogs", "publicKey")]
    [InlineData("ctlogs", "publicKey")]
    [InlineData("certificateAuthorities", null)]
    [InlineData("timestampAuthorities", null)]
    public void Whatever_has_no_start_is_refused(string list, string? owner)
    {
        var root = _world.TrustedRoot();
        var at = owner is null ? root[list]![0]! : root[list]![0]![owner]!;
        at["validFor"]!.AsObject().Remove("start");
        Reason(root).ShouldContain("validFor");

        at.AsObject().Remove("validFor");
        Reason(root).ShouldContain("validFor");
    }

    [Theory]
    [InlineData("2026-03-01")]
    [InlineData("2026-03-01T12:00:00")]
    [InlineData("2026-13-01T12:00:00Z")]
    [InlineData("2026-03-01 12:00:00Z")]
    [InlineData("2026-03-01T12:00:00.1234567890Z")]
    [InlineData("１026-03-01T12:00:00Z")]
    [InlineData("")]
    public void A_time_of_another_form_is_refused(string time)
    {
        var root = _world.TrustedRoot();
        root["tlogs"]![0]!["publicKey"]!["validFor"]!["start"] = time;
        Reason(root).ShouldContain("start");
    }

    [Fact]
    public void An_end_before_the_start_is_refused()
    {
        var root = _world.TrustedRoot();
        root["tlogs"]![0]!["publicKey"]!["validFor"]!["end"] = "2025-05-31T23:59:59Z";
        Reason(root).ShouldContain("end is before start");
    }

    [Fact]
    public void A_member_that_is_not_known_is_refused_wherever_it_stands()
    {
        foreach (var at in new Func<JsonObject, JsonNode>[]
        {
            r => r, r => r["tlogs"]![0]!, r => r["tlogs"]![0]!["publicKey"]!, r => r["tlogs"]![0]!["logId"]!, r => r["ctlogs"]![0]!["publicKey"]!["validFor"]!,
            r => r["certificateAuthorities"]![0]!, r => r["certificateAuthorities"]![0]!["certChain"]!, r => r["certificateAuthorities"]![0]!["certChain"]!["certificates"]![0]!,
        })
        {
            var root = _world.TrustedRoot();
            at(root)["revoked"] = true;
            Reason(root).ShouldContain("'revoked' is not known");
        }
    }

    [Theory]
    [InlineData("PKIX_ED25519")]
    [InlineData("PKIX_ECDSA_P384_SHA_384")]
    [InlineData("PKIX_RSA_PKCS1V15_2048_SHA256")]
    public void A_key_of_another_form_than_said_is_refused(string details)
    {
        var root = _world.TrustedRoot();
        root["tlogs"]![0]!["publicKey"]!["keyDetails"] = details;
        Reason(root).ShouldContain("tlogs[0].publicKey");
    }

    [Fact]
    public void A_log_with_a_key_of_a_new_form_does_not_make_the_others_useless()
    {
        var root = _world.TrustedRoot();
        root["tlogs"]![1]!["publicKey"]!["keyDetails"] = "ML_DSA_87";
        Judging.Root(root).Logs.Select(l => l.Key is null).ShouldBe([false, true]);
    }

    [Theory]
    [InlineData("certificates", "[]")]
    [InlineData("certificates", "[{\"rawBytes\":\"AAAA\"}]")]
    [InlineData("certificates", "[{}]")]
    [InlineData("certificates", "{}")]
    public void An_authority_without_a_certificate_is_refused(string member, string json)
    {
        var root = _world.TrustedRoot();
        root["certificateAuthorities"]![0]!["certChain"]![member] = JsonNode.Parse(json);
        Reason(root).ShouldContain("certificateAuthorities[0].certChain");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"mediaType\":\"application/vnd.dev.sigstore.bundle.v0.3+json\"}")]
    [InlineData("{\"mediaType\":\"application/vnd.dev.sigstore.trustedroot+json;version=0.1\",\"tlogs\":[null]}")]
    [InlineData("{\"mediaType\":\"application/vnd.dev.sigstore.trustedroot+json;version=0.1\",\"tlogs\":{}}")]
    [InlineData("{\"mediaType\":\"application/vnd.dev.sigstore.trustedroot+json;version=0.1\"} x")]
    public void What_is_no_trusted_root_is_refused(string text) =>
        TrustedRootReader.Read(Encoding.UTF8.GetBytes(text)).Reason.ShouldNotBeNullOrEmpty();

    private static string Reason(JsonObject root) => TrustedRootReader.Read(Judging.Utf8(root)).Reason.ShouldNotBeNull();
}
