using System.Globalization;
using System.Text;
using Assay.Attestation.Json;

namespace Assay.Attestation.Sigstore;

/// <summary>A log's checkpoint as a signed note.</summary>
internal sealed record SignedCheckpoint(byte[] Text, string Origin, long Size, byte[] Root, IReadOnlyList<SignedCheckpoint.Line> Signatures)
{
    private const int MaxSignatures = 64;
    private const int MaxLength = 64 * 1024;

    public static SignedCheckpoint? Parse(string note)
    {
        var split = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0 || split + 2 >= note.Length || !note.EndsWith('\n') || note.Length > MaxLength) return null;
        var text = note[..(split + 1)];
        var lines = text.Split('\n');
        if (lines.Length < 4 || lines[0].Length == 0 || lines.Skip(1).SkipLast(1).Any(l => l.Length == 0)) return null;
        if (!long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size.ToString(CultureInfo.InvariantCulture) != lines[1]) return null;
        if (Base64Text.Decode(lines[2]) is not { Length: 32 } root) return null;
        var signatures = new List<Line>();
        foreach (var line in note[(split + 2)..^1].Split('\n'))
        {
            var parts = line.Split(' ');
            if (parts is not ["—", { Length: > 0 } name, var encoded] || Base64Text.Decode(encoded) is not { Length: > 4 } bytes || signatures.Count == MaxSignatures) return null;
            signatures.Add(new(name, bytes[..4], bytes[4..]));
        }
        return new(Encoding.UTF8.GetBytes(text), lines[0], size, root, signatures);
    }

    internal sealed record Line(string Name, byte[] KeyId, byte[] Signature);
}
