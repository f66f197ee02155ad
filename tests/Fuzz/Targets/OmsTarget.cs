using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Assay.Attestation.Bundles;
using Assay.Attestation.Dsse;
using Assay.Attestation.Keys;
using Assay.Attestation.Oms;
using Assay.Attestation.Oms.Trust;

namespace Assay.Tests.Fuzz.Targets;

/// <summary>
/// Model signatures: bundles whose text is mutated, which may be accepted only with the meaning that they had; and statements that are mutated and
/// then signed,
/// as a hostile signer would, which may be accepted only with names that stay inside the model, unique and canonical.
/// </summary>
internal sealed class OmsTarget : IFuzzTarget
{
    private static readonly OmsOptions _strict = new() { At = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero) };

    private readonly ECDsa _pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly KeyTrust _trust;
    private readonly TrustAnyStatement _any = new();
    private readonly List<string> _meanings = [];
    private readonly List<Seed> _seeds = [];

    /// <summary>
    /// Reads the statements of the bundles (<c>*.sig</c>) and of the golden payloads below a folder, and signs them with a key of its own.
    /// </summary>
    public OmsTarget(string folder)
    {
        _trust = new(EcdsaPublicKey.From(_pair)!);
        foreach (var file in Directory.EnumerateFiles(folder, "*.sig", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (SigstoreBundleJson.Parse(File.ReadAllBytes(file)).Value?.Content is not EnvelopeContent content) continue;
            var bundle = Bundle(content.Envelope.Payload, _pair.SignData(
                content.Envelope.SignedBytes(), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
            var result = OmsVerifier.VerifyStatement(bundle, _trust, _strict);
            _seeds.Add(new($"{_meanings.Count} bundle", bundle));
            _seeds.Add(new($"{_meanings.Count} statement", content.Envelope.Payload));
            _meanings.Add(result.IsValid ? Meaning(result) : "");
        }
    }

    public IReadOnlyList<Seed> Seeds => _seeds;

    public string? Examine(byte[] input, Seed origin)
    {
        var parts = origin.Name.Split(' ');
        if (parts[1] == "statement") return Unsafe(OmsVerifier.VerifyStatement(Bundle(input, [1]), new SigstoreTrust(_any), _strict));
        var result = OmsVerifier.VerifyStatement(input, _trust, _strict);
        if (!result.IsValid) return result.Refusals.Any(r => r.Message.Length == 0) ? "refused without a reason" : null;

        // The head of one bundle with the tail of another may be that other one.
        return _meanings.Contains(Meaning(result)) ? null
            : $"accepted with another meaning than {_meanings[int.Parse(parts[0], CultureInfo.InvariantCulture)]}";
    }

    private static string? Unsafe(OmsVerification result)
    {
        if (!result.IsValid) return result.Refusals.Any(r => r.Message.Length == 0) ? "refused without a reason" : null;
        var resources = result.Statement!.Resources;
        if (resources.Count == 0) return "accepted without resources";
        if (resources.Select(r => (r.Path, r.Range)).Distinct().Count() != resources.Count) return "accepted with a name twice";
        if (resources.Any(r => r.Digest.Length != result.Statement.Hash.Length)) return "accepted with a digest of another length";
        return resources.Select(r => r.Path).FirstOrDefault(p => p != "." && (p.Any(char.IsControl) || p.Contains('\\') || p.Split('/').Any(s => s is "" or "." or "..")))
            is { } path ? $"accepted with the name '{path}'" : null;
    }

    private static byte[] Bundle(byte[] payload, byte[] signature) => SigstoreBundleJson.Write(new(
        BundleVersion.V03, new PublicKeyMaterial("hint"), [], [],
            new EnvelopeContent(new(payload, DsseEnvelope.InTotoPayloadType, [new(signature)]))));

    private static string Meaning(OmsVerification result) => Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(result.Statement));

    /// <summary>Stands for a signer who signs whatever a hostile hand gives them, without the cost of a signature each.</summary>
    private sealed class TrustAnyStatement : ISigstoreVerifier
    {
        public SignerVerdict Verify(SigstoreBundle bundle, DateTimeOffset at) => new("anybody", [], []);
    }
}
