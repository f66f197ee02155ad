using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Assay.Attestation.Bundles;
using Assay.Attestation.Keys;
using Assay.Attestation.Sigstore;

namespace Assay.Tests.Unit.Attestation.Sigstore.TestBed;

/// <summary>Short ways for tests to verify and to change bundles.</summary>
internal static class Judging
{
    public static DateTimeOffset Now { get; } = TestSigstore.Time.AddDays(30);

    /// <summary>Verifies as the honest verifier of the world would, or with another trusted root, identity, issuer or clock.</summary>
    public static SigstoreResult Judge(
        this TestSigstore world, JsonObject bundle, SigstoreSubject? subject, JsonObject? root = null, string? identity = null, string? issuer = null, DateTimeOffset? now = null)
    {
        var policy = SigstorePolicy.ForIdentity(identity ?? "someone@example.com", issuer ?? "https://issuer.example.com", now ?? Now);
        return new SigstoreVerifier(Root(root ?? world.TrustedRoot())).Verify(Parse(bundle), policy, subject);
    }

    public static SigstoreResult Judge(
        this TestSigstore world, JsonObject bundle, byte[]? content, JsonObject? root = null, string? identity = null, string? issuer = null, DateTimeOffset? now = null) =>
        world.Judge(bundle, content is null ? null : SigstoreSubject.OfBytes(content), root, identity, issuer, now);

    public static SigstoreResult JudgeByKey(this TestSigstore world, JsonObject bundle, byte[]? content, ECDsa key) =>
        new SigstoreVerifier(Root(world.TrustedRoot())).Verify(
            Parse(bundle), SigstorePolicy.ForKey(EcdsaPublicKey.From(key)!, Now), content is null ? null : SigstoreSubject.OfBytes(content));

    public static SigstoreBundle Parse(JsonObject bundle)
    {
        var parsed = SigstoreBundleJson.Parse(Utf8(bundle));
        parsed.Reason.ShouldBeNull();
        return parsed.Value!;
    }

    public static TrustedRoot Root(JsonObject root)
    {
        var parsed = TrustedRootReader.Read(Utf8(root));
        parsed.Reason.ShouldBeNull();
        return parsed.Value!;
    }

    public static byte[] Utf8(JsonNode json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    public static JsonObject Material(this JsonObject bundle) => bundle["verificationMaterial"]!.AsObject();

    public static JsonObject Entry(this JsonObject bundle) => bundle.Material()["tlogEntries"]![0]!.AsObject();

    public static JsonObject Proof(this JsonObject bundle) => bundle.Entry()["inclusionProof"]!.AsObject();

    public static byte[] Bytes(this JsonNode? node) => Convert.FromBase64String(node!.GetValue<string>());

    /// <summary>With one bit of base64-coded bytes turned.</summary>
    public static JsonNode Flipped(this JsonNode? node, int at = 0)
    {
        var bytes = node.Bytes();
        bytes[at < 0 ? bytes.Length + at : at] ^= 1;
        return Convert.ToBase64String(bytes);
    }
}
