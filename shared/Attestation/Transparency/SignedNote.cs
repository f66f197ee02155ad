using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Assay.Attestation.Json;

namespace Assay.Attestation.Transparency;

/// <summary>A text with signatures (C2SP signed-note).</summary>
/// <param name="Text">What is signed; ends with a line feed.</param>
/// <param name="Signatures">In order; those by keys that are not known are passed over when the note is verified.</param>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    /// <summary>Longer notes are not read: a checkpoint has a few hundred bytes, a few thousand with its witnesses.</summary>
    public const int MaxLength = 1 << 20;

    /// <summary>Of one note; the specification asks for at least 16.</summary>
    private const int MostSignatures = 128;

    private const string LineStart = "\u2014 ";
    private const int KeyIdLength = sizeof(uint);

    /// <summary>Reads a note; the reason says which line is wrong.</summary>
    public static Parsed<SignedNote> Parse(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxLength) return Parsed.Failed<SignedNote>($"the note has {utf8.Length} bytes; at most {MaxLength} are read");
        if (!System.Text.Unicode.Utf8.IsValid(utf8)) return Parsed.Failed<SignedNote>("the note is not UTF-8");
        return Parse(Encoding.UTF8.GetString(utf8));
    }

    /// <summary>As <see cref="Parse(ReadOnlySpan{byte})"/>, of text.</summary>
    public static Parsed<SignedNote> Parse(string note)
    {
        if (note.Length > MaxLength) return Parsed.Failed<SignedNote>($"the note has {note.Length} characters; at most {MaxLength} are read");
        if (note.Any(c => c < ' ' && c != '\n')) return Parsed.Failed<SignedNote>("the note has control characters in it");

        // Half a surrogate pair has no UTF-8, which is what is signed.
        for (var i = 0; i < note.Length; i++)
        {
            if (!char.IsSurrogate(note[i])) continue;
            if (i + 1 >= note.Length || !char.IsSurrogatePair(note[i], note[i + 1])) return Parsed.Failed<SignedNote>("the note is not Unicode text");
            i++;
        }
        var split = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0 || !note.EndsWith('\n'))
            return Parsed.Failed<SignedNote>("the note has no signatures: an empty line and lines that begin with a dash are expected");
        var block = note[(split + 2)..];
        if (block.Length == 0) return Parsed.Failed<SignedNote>("the note has no signatures after its empty line");
        var lines = block[..^1].Split('\n');
        if (lines.Length > MostSignatures)
            return Parsed.Failed<SignedNote>($"the note has {lines.Length} signatures; at most {MostSignatures} are read");
        var signatures = new List<NoteSignature>(lines.Length);
        foreach (var line in lines)
        {
            if (ParseLine(line) is not { } signature)
                return Parsed.Failed<SignedNote>(
                    string.Create(CultureInfo.InvariantCulture, $"signature line {signatures.Count + 1} of the note is not 'dash name base64'"));
            signatures.Add(signature);
        }
        return new SignedNote(note[..(split + 1)], signatures);
    }

    /// <summary>The note as it is written.</summary>
    public override string ToString()
    {
        var note = new StringBuilder(Text).Append('\n');
        foreach (var (name, keyId, signature) in Signatures)
        {
            var bytes = new byte[KeyIdLength + signature.Length];
            BinaryPrimitives.WriteUInt32BigEndian(bytes, keyId);
            signature.CopyTo(bytes, KeyIdLength);
            note.Append(LineStart).Append(name).Append(' ').Append(Convert.ToBase64String(bytes)).Append('\n');
        }
        return note.ToString();
    }

    /// <summary>
    /// The key of the first valid signature. Lines of keys that are not known are ignored, as the specification asks; a wrong signature under a known
    /// name and id makes the whole note invalid.
    /// </summary>
    public Parsed<NoteKey> VerifiedBy(IReadOnlyCollection<NoteKey> keys)
    {
        NoteKey? verified = null;
        var data = Encoding.UTF8.GetBytes(Text);
        foreach (var signature in Signatures)
        {
            if (keys.FirstOrDefault(k => k.Name == signature.Name && k.Id == signature.KeyId) is not { } key) continue;
            if (!key.Key.Verify(data, signature.Signature)) return Parsed.Failed<NoteKey>($"the note's signature by {key} is wrong");
            verified ??= key;
        }
        return verified ?? Parsed.Failed<NoteKey>("none of the note's signatures is by a known key");
    }

    private static NoteSignature? ParseLine(string line)
    {
        if (!line.StartsWith(LineStart, StringComparison.Ordinal)) return null;
        var parts = line[LineStart.Length..].Split(' ');
        if (parts.Length != 2 || !NoteKey.IsName(parts[0]) || StandardBase64.Decode(parts[1]) is not { Length: > KeyIdLength } bytes) return null;
        return new(parts[0], BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes[KeyIdLength..]);
    }
}
