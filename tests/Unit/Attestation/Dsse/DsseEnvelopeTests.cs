using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Assay.Attestation.Dsse;

namespace Assay.Tests.Unit.Attestation.Dsse;

public sealed class DsseEnvelopeTests
{
    [Fact]
    public void The_signed_bytes_are_those_of_the_protocol() =>
        Encoding.ASCII.GetString(new DsseEnvelope("hello world"u8.ToArray(), "http://example.com/HelloWorld", []).SignedBytes())
            .ShouldBe("DSSEv1 29 http://example.com/HelloWorld 11 hello world");

    [Fact]
    public void Lengths_count_bytes_and_not_characters() =>
        Encoding.UTF8.GetString(PreAuthenticationEncoding.Of("é", "ü"u8)).ShouldBe("DSSEv1 2 é 2 ü");

    [Fact]
    public void The_vector_of_the_protocol_verifies()
    {
        var vector = JsonElement.Parse(ProvenanceCorpus.Bytes("dsse/protocol-vector.json"));
        var envelope = DsseEnvelopeJson.Parse(Encoding.UTF8.GetBytes(vector.GetProperty("envelope").GetRawText())).Value.ShouldNotBeNull();

        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new() { X = Coordinate(vector.Text("x")), Y = Coordinate(vector.Text("y")) },
        });
        Encoding.ASCII.GetString(envelope.SignedBytes()).ShouldBe(vector.Text("pae"));
        key.VerifyData(envelope.SignedBytes(), envelope.Signatures[0].Signature, HashAlgorithmName.SHA256).ShouldBeTrue();
    }

    [Fact]
    public void What_is_written_is_read()
    {
        var envelope = new DsseEnvelope([1, 2, 250], "application/x", [new([0xfb, 0xff]), new([4], "key")]);

        var read = DsseEnvelopeJson.Parse(DsseEnvelopeJson.Write(envelope)).Value.ShouldNotBeNull();

        read.Payload.ShouldBe(envelope.Payload);
        read.PayloadType.ShouldBe(envelope.PayloadType);
        read.Signatures.Select(s => (Convert.ToHexStringLower(s.Signature), s.KeyId)).ShouldBe([("fbff", ""), ("04", "key")]);
    }

    [Fact]
    public void Members_that_are_not_known_are_passed_over() =>
        DsseEnvelopeJson.Parse("""{"payload":"","payloadType":"t","signatures":[{"sig":"AA==","x":1}],"y":2}"""u8).IsOk.ShouldBeTrue();

    [Theory]
    [InlineData("""{"payloadType":"t","signatures":[]}""", "payload: missing")]
    [InlineData("""{"payload":"*","payloadType":"t","signatures":[]}""", "payload: not base64")]
    [InlineData("""{"payload":"","payloadType":"","signatures":[]}""", "payloadType is empty")]
    [InlineData("""{"payload":"","payloadType":1,"signatures":[]}""", "payloadType: a string is expected, not a number")]
    [InlineData("""{"payload":"","payloadType":"t"}""", "signatures: missing")]
    [InlineData("""{"payload":"","payloadType":"t","signatures":[{}]}""", "signatures[0].sig: missing")]
    [InlineData("""{"payload":"","payloadType":"t","signatures":[1]}""", "signatures[0]: an object is expected, not a number")]
    public void An_envelope_that_is_not_whole_is_refused_with_the_member(string text, string because) =>
        DsseEnvelopeJson.Parse(Encoding.UTF8.GetBytes(text)).Reason.ShouldBe(because);

    private static byte[] Coordinate(string digits) =>
        BigInteger.Parse(digits, System.Globalization.CultureInfo.InvariantCulture).ToByteArray(isUnsigned: true, isBigEndian: true);
}
