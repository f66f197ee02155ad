using System.Security.Cryptography;
using System.Text;
using Assay.Attestation.Bundles;
using Assay.Attestation.Dsse;
using Assay.Attestation.Keys;
using Assay.Attestation.Manifests;
using Assay.Attestation.Registry;
using Assay.Attestation.Transparency;
using Assay.Contracts.Values;

namespace Assay.Tests.Unit.Attestation.Registry;

/// <summary>A registry with its log, in memory: makes approvals and trust files as the product does.</summary>
internal sealed class RegistryBed : IDisposable
{
    public const string Origin = "example.org/log";

    private readonly ECDsa _registry = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _log = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly List<byte[]> _leaves = [MerkleHash.Leaf("earlier"u8), MerkleHash.Leaf("entries"u8)];

    public static DateTimeOffset Noon { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static ModelManifest Manifest { get; } = ModelManifest.Of(
        [new("config.json", 2, Sha256Digest.OfNothing), new("model.safetensors", 5, Sha256Digest.OfNothing)]);

    public IPublicKey RegistryKey => EcdsaPublicKey.From(_registry)!;

    public NoteKey LogKey => NoteKey.Of(Origin, EcdsaPublicKey.From(_log)!).Value!;

    public static RegistryAct Act { get; } = new()
    {
        Id = Guid.CreateVersion7(),
        Act = "approve",
        State = "approved",
        Manifest = Manifest.Digest,
        Name = "org/name",
        Purl = "pkg:huggingface/org/name@0123",
        Actor = "token:1",
        ActorName = "ada",
        At = Noon,
        Files = Manifest.Entries,
    };

    public DsseEnvelope Envelope(byte[] payload, string type) => new(
        payload, type, [new(_registry.SignData(PreAuthenticationEncoding.Of(type, payload), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence), "")]);

    public SigstoreBundle Approval(RegistryAct act)
    {
        return Logged(Envelope(RegistryActJson.Write(act), DsseEnvelope.InTotoPayloadType), RegistryKey);
    }

    /// <summary>An envelope that somebody signed, with a receipt of the log.</summary>
    public SigstoreBundle Logged(DsseEnvelope envelope, IPublicKey key)
    {
        var body = HashedRekord.Of(envelope, key);
        _leaves.Add(MerkleHash.Leaf(body));
        var (index, size, log) = (_leaves.Count - 1, _leaves.Count, new Transparency.MemoryLog(_leaves));
        var proof = new MerkleTree(log, size).InclusionProofAsync(index, size, default).Result;
        var receipt = new TransparencyLogEntry(
            index, SHA256.HashData(_log.ExportSubjectPublicKeyInfo()), HashedRekord.Kind, HashedRekord.Version, 0, null,
            new(index, log.Root(size), size, proof, Checkpoint(size, log.Root(size))), body);
        return new(BundleVersion.V03, new PublicKeyMaterial(KeyHint.Of(key)), [receipt], [], new EnvelopeContent(envelope));
    }

    public string Checkpoint(long size, byte[] root)
    {
        var text = new Checkpoint(Origin, size, root).ToText();
        var signature = _log.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return new SignedNote(text, [new(Origin, LogKey.Id, signature)]).ToString();
    }

    public byte[] TrustFile(DateTimeOffset at, string? checkpoint = null, params Revocation[] revocations) => RegistryTrust.Write(
        [RegistryKey], [LogKey], checkpoint, Envelope(
            new RevocationSnapshot(at, _leaves.Count, revocations).Write(), RevocationSnapshot.PayloadType));

    public RegistryTrust Trust(params Revocation[] revocations) => RegistryTrust.Parse(TrustFile(Noon, null, revocations)).Value!;

    public void Dispose()
    {
        _registry.Dispose();
        _log.Dispose();
    }
}
