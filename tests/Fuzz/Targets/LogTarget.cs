using System.Security.Cryptography;
using System.Text;
using Assay.Attestation.Bundles;
using Assay.Attestation.Dsse;
using Assay.Attestation.Json;
using Assay.Attestation.Keys;
using Assay.Attestation.Registry;
using Assay.Attestation.Transparency;
using Assay.Contracts.Values;

namespace Assay.Tests.Fuzz.Targets;

/// <summary>
/// What the transparency log and the registry read: notes, checkpoints, keys, tiles, tile paths, proofs, approvals and trust files, made here with
/// keys of
/// their own. Nothing changed is accepted with another meaning, and what has one spelling is accepted in no other.
/// </summary>
internal sealed class LogTarget : IFuzzTarget, IDisposable
{
    private const string Origin = "example.org/log";

    private static readonly DateTimeOffset _now = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ECDsa _ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[][] _leaves = [.. Enumerable.Range(0, 6).Select(i => MerkleHash.Leaf([(byte)i]))];
    private readonly NoteKey _key;
    private readonly string _checkpoint;
    private readonly byte[] _proof;
    private readonly byte[] _root;
    private readonly RegistryTrust _trust;

    public LogTarget()
    {
        var key = EcdsaPublicKey.From(_ecdsa)!;
        _key = NoteKey.Of(Origin, key).Value!;
        var envelope = Envelope(RegistryActJson.Write(Act), DsseEnvelope.InTotoPayloadType);
        var body = HashedRekord.Of(envelope, key);
        IReadOnlyList<byte[]> hashes = [MerkleHash.Node(_leaves[4], _leaves[5]), MerkleHash.Node(MerkleHash.Node(_leaves[0], _leaves[1]), MerkleHash.Node(_leaves[2], _leaves[3]))];
        _proof = [.. hashes.SelectMany(h => h)];
        _root = MerkleProof.RootOfInclusion(6, 7, MerkleHash.Leaf(body), hashes)!;
        _checkpoint = new Checkpoint(Origin, 7, _root).ToText();
        var note = new SignedNote(_checkpoint, [new(Origin, _key.Id, Sign(Encoding.UTF8.GetBytes(_checkpoint)))]).ToString();
        var receipt = new TransparencyLogEntry(
            6, new byte[32], HashedRekord.Kind, HashedRekord.Version, 0, null, new(6, _root, 7, hashes, note), body);
        var approval = SigstoreBundleJson.Write(new(BundleVersion.V03, new PublicKeyMaterial("hint"), [receipt], [], new EnvelopeContent(envelope)));
        var revocations = new RevocationSnapshot(_now, 7, [new(Sha256Digest.Parse(new string('a', 64)), "other", true, _now, "bad", default)]);
        var trust = RegistryTrust.Write([key], [_key], note, Envelope(revocations.Write(), RevocationSnapshot.PayloadType));
        _trust = RegistryTrust.Parse(trust).Value!;
        Leaf = MerkleHash.Leaf(body);
        Seeds =
        [
            new("note", Encoding.UTF8.GetBytes(note)), new(
                "checkpoint", Encoding.UTF8.GetBytes(_checkpoint)), new("key", Encoding.UTF8.GetBytes(_key.ToKeyText())),
            new("entries", EntryTile.Write([[1, 2, 3], [], [4]])), new("path", Encoding.UTF8.GetBytes("x001/x234/067.p/5")), new("proof", _proof),
            new("act", envelope.Payload), new("approval", approval), new("trust", trust),
        ];
    }

    public IReadOnlyList<Seed> Seeds { get; }

    private static RegistryAct Act { get; } = new()
    {
        Id = Guid.Empty,
        Act = "approve",
        State = "approved",
        Manifest = Sha256Digest.OfNothing,
        Name = "name",
        Actor = "token:1",
        ActorName = "ada",
        At = _now,
    };

    private byte[] Leaf { get; }

    public void Dispose() => _ecdsa.Dispose();

    public string? Examine(byte[] input, Seed origin)
    {
        var text = Encoding.UTF8.GetString(input);
        return origin.Name switch
        {
            "note" =>
                SignedNote.Parse(input) is { IsOk: true, Value: { } note } && note.VerifiedBy([_key]).IsOk && note.Text != _checkpoint
                    ? "another text is signed"
                    : null,
            "checkpoint" => Spelling(Checkpoint.Parse(text), c => c.ToText(), text),
            "key" => Spelling(NoteKey.Parse(text), k => k.ToKeyText().ToUpperInvariant(), text.ToUpperInvariant()),
            "entries" =>
                EntryTile.Read(input, 3) is { IsOk: true } read && !EntryTile.Write([.. read.Value!]).AsSpan().SequenceEqual(input)
                    ? "entries have two spellings"
                    : null,
            "path" => TilePath.Parse(text) is { } tile && TilePath.Of(tile.Index, tile.Width) != text ? "a tile has two paths" : null,
            "proof" =>
                MerkleProof.Includes(6, 7, Leaf, [.. input.Chunk(MerkleHash.Length)], _root) && !input.AsSpan().SequenceEqual(_proof)
                    ? "another proof proves it"
                    : null,
            "act" => RegistryActJson.Parse(input) is { IsOk: false, Reason: null or "" } ? "refused without a reason" : null,
            "approval" => Approval(input),
            _ =>
                RegistryTrust.Parse(input) is { IsOk: true, Value: { } trust }
                    && (trust.Revocations.Revocations is not [{ IsRevoked: true }] || trust.Checkpoint is not null and not { Checkpoint.Size: 7 })
                ? "a trust file says something else"
                : null,
        };
    }

    private static string? Spelling<T>(Parsed<T> read, Func<T, string> write, string text)
        where T : class => read.IsOk && write(read.Value) != text ? "it has two spellings" : null;

    private string? Approval(byte[] input)
    {
        if (SigstoreBundleJson.Parse(input) is not { IsOk: true, Value: { } bundle }) return null;
        var result = ApprovalVerifier.Verify(bundle, _trust, Sha256Digest.OfNothing, new(_now));
        return result.IsValid && (result.Act != Act with { Files = result.Act!.Files } || result.LogIndex != 6)
            ? "another approval is accepted"
            : null;
    }

    private DsseEnvelope Envelope(byte[] payload, string type) => new(payload, type, [new(Sign(PreAuthenticationEncoding.Of(type, payload)), "")]);

    private byte[] Sign(byte[] data) => _ecdsa.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
}
