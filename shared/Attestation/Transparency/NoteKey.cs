using System.Buffers.Binary;
using System.Formats.Asn1;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Assay.Attestation.Json;
using Assay.Attestation.Keys;

namespace Assay.Attestation.Transparency;

/// <summary>A public key that signs notes (C2SP signed-note): Ed25519 (algorithm 0x01) or ECDSA over P-256 (0x02).</summary>
/// <param name="Name">Of the key; of a log, its origin.</param>
/// <param name="Id">Four bytes that go before each signature.</param>
/// <param name="Key">Verifies.</param>
public sealed record NoteKey(string Name, uint Id, IPublicKey Key)
{
    private const byte Ed25519Algorithm = 1;
    private const byte EcdsaAlgorithm = 2;

    /// <summary>Names have no white space and no plus sign, and stand on one line.</summary>
    public static bool IsName(string name) => name.Length is > 0 and <= 1024 && !name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '+');

    /// <summary>A key with the id that its algorithm gives it.</summary>
    public static Parsed<NoteKey> Of(string name, IPublicKey key)
    {
        if (!IsName(name)) return Parsed.Failed<NoteKey>("the name of a note's key has no white space and no plus sign");
        return key switch
        {
            EcdsaPublicKey { Curve.Name: "P-256" } => new NoteKey(name, BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(key.SubjectPublicKeyInfo.Span)), key),
            Ed25519PublicKey ed25519 => new NoteKey(name, Ed25519Id(name, ed25519.Raw.Span), key),
            _ => Parsed.Failed<NoteKey>($"notes are signed with Ed25519 or ECDSA P-256, not with {key.Algorithm}"),
        };
    }

    /// <summary>Reads the text form <c>name+hex id+base64(algorithm, key)</c>; the key of algorithm 0x02 is a SubjectPublicKeyInfo in DER.</summary>
    public static Parsed<NoteKey> Parse(string text)
    {
        var parts = text.Split('+', 3);
        if (parts.Length != 3 || parts[1].Length != 8 || !uint.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id)
            || StandardBase64.Decode(parts[2]) is not { Length: > 1 } bytes)
            return Parsed.Failed<NoteKey>("a note's key is written as name+id+base64");
        var key = bytes[0] switch
        {
            Ed25519Algorithm => Ed25519PublicKey.FromSubjectPublicKeyInfo(Ed25519Info(bytes.AsSpan(1))),
            EcdsaAlgorithm => PublicKeys.FromSubjectPublicKeyInfo(bytes.AsSpan(1)),
            var other => Parsed.Failed<IPublicKey>($"keys of algorithm {other} are not supported; 1 (Ed25519) and 2 (ECDSA P-256) are"),
        };
        if (!key.IsOk) return Parsed.Failed<NoteKey>(key.Reason);
        // The id is made of the key's bytes, so they have one spelling.
        if (bytes[0] == EcdsaAlgorithm && !key.Value.SubjectPublicKeyInfo.Span.SequenceEqual(bytes.AsSpan(1))) return Parsed.Failed<NoteKey>("the bytes of the note's key are not canonical DER");
        var read = Of(parts[0], key.Value);
        return read.IsOk && read.Value.Id != id ? Parsed.Failed<NoteKey>("the id of the note's key is not that of its name and bytes") : read;
    }

    /// <summary>What <see cref="Parse"/> reads.</summary>
    public string ToKeyText()
    {
        byte[] bytes = Key is Ed25519PublicKey ed25519 ? [Ed25519Algorithm, .. ed25519.Raw.Span] : [EcdsaAlgorithm, .. Key.SubjectPublicKeyInfo.Span];
        return string.Create(CultureInfo.InvariantCulture, $"{Name}+{Id:x8}+{Convert.ToBase64String(bytes)}");
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}+{Id:x8}");

    private static uint Ed25519Id(string name, ReadOnlySpan<byte> key) =>
        BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Encoding.UTF8.GetBytes(name), (byte)'\n', Ed25519Algorithm, .. key]));

    private static byte[] Ed25519Info(ReadOnlySpan<byte> raw)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence()) writer.WriteObjectIdentifier(Ed25519PublicKey.Oid);
            writer.WriteBitString(raw);
        }
        return writer.Encode();
    }
}
