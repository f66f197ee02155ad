using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Assay.Attestation.Bundles;
using Assay.Attestation.Dsse;
using Assay.Attestation.Keys;
using Assay.Attestation.Oms;
using Assay.Attestation.Oms.Signing;
using Assay.Attestation.Oms.Trust;

namespace Assay.Tests.Unit.Attestation.Oms;

/// <summary>Signs whatever a test makes up, with a key made for it.</summary>
internal sealed class TestSigner : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public IPublicKey PublicKey => EcdsaPublicKey.From(_key)!;

    public KeyTrust Trust => new(PublicKey);

    public ECDsa Key => _key;

    public static OmsOptions Options { get; } = new() { At = Now };

    /// <summary>The product's own signature of a model.</summary>
    public async Task<byte[]> SignAsync(TestModel model, OmsSigningOptions? options = null)
    {
        using var signer = EcdsaSigner.FromPem(_key.ExportPkcs8PrivateKeyPem(), null).Value!;
        var signature = await new OmsSigner(model.Files, signer, options ?? new()).SignAsync(TestContext.Current.CancellationToken);
        signature.Refusals.ShouldBeEmpty();
        return signature.Bundle!;
    }

    /// <summary>A signature over any payload.</summary>
    public byte[] Bundle(byte[] payload, string type = DsseEnvelope.InTotoPayloadType, IReadOnlyList<X509Certificate2>? chain = null)
    {
        var signature = _key.SignData(PreAuthenticationEncoding.Of(type, payload), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        VerificationMaterial material = chain is null
            ? new PublicKeyMaterial(KeyHint.Of(PublicKey))
            : new CertificateMaterial([.. chain.Select(c => c.RawData)], true);
        return SigstoreBundleJson.Write(new(BundleVersion.V03, material, [], [], new EnvelopeContent(new(payload, type, [new(signature)]))));
    }

    /// <summary>The payload of a bundle, changed and signed again.</summary>
    public byte[] Again(byte[] bundle, Action<JsonObject> change, bool keepRoot = false)
    {
        var payload = PayloadOf(bundle);
        change(payload);
        if (!keepRoot && payload["predicate"] is JsonObject predicate && predicate["resources"] is JsonArray resources
            && payload["subject"] is JsonArray { Count: > 0 } subjects)
        {
            subjects[0]!["digest"]!["sha256"] = Root(resources);
        }
        return Bundle(Encoding.UTF8.GetBytes(payload.ToJsonString()));
    }

    public static JsonObject PayloadOf(byte[] bundle)
    {
        var content = (EnvelopeContent)SigstoreBundleJson.Parse(bundle).Value!.Content;
        return JsonNode.Parse(content.Envelope.Payload)!.AsObject();
    }

    public Task<OmsVerification> VerifyAsync(TestModel model, byte[] bundle, OmsOptions? options = null) =>
        OmsVerifier.VerifyAsync(bundle, model.Files, Trust, options ?? Options, TestContext.Current.CancellationToken);

    public void Dispose() => _key.Dispose();

    private static string Root(JsonArray resources)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var resource in resources)
        {
            var digest = resource!["digest"]!.GetValue<string>();
            if (digest.Length % 2 == 0 && digest.All(char.IsAsciiHexDigit)) hash.AppendData(Convert.FromHexString(digest));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
