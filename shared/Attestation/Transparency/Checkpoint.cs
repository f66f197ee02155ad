using System.Globalization;
using System.Text;
using Assay.Attestation.Json;

namespace Assay.Attestation.Transparency;

/// <summary>What a log commits to (C2SP tlog-checkpoint): the text that its signed note is over.</summary>
/// <param name="Origin">Names the log; not empty.</param>
/// <param name="Size">Entries.</param>
/// <param name="Root">32 bytes.</param>
/// <param name="Extensions">Further lines, none of them empty.</param>
public sealed record Checkpoint(string Origin, long Size, byte[] Root, IReadOnlyList<string> Extensions)
{
    /// <summary>Extension lines that are read.</summary>
    private const int MostExtensions = 64;

    /// <summary>Without extension lines.</summary>
    public Checkpoint(string origin, long size, byte[] root)
        : this(origin, size, root, []) { }

    /// <summary>The text that is signed, with its last line feed.</summary>
    public string ToText()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Convert.ToBase64String(Root)}\n");
        foreach (var line in Extensions) text.Append(line).Append('\n');
        return text.ToString();
    }

    /// <summary>Reads the text of a note: origin, size as decimal digits without leading zeros, root in base64, extension lines.</summary>
    public static Parsed<Checkpoint> Parse(string text)
    {
        if (!text.EndsWith('\n')) return Parsed.Failed<Checkpoint>("the checkpoint does not end with a line feed");
        var lines = text[..^1].Split('\n');
        if (lines.Length < 3) return Parsed.Failed<Checkpoint>("a checkpoint has three lines at least: origin, size and root");
        if (lines.Length > 3 + MostExtensions)
            return Parsed.Failed<Checkpoint>($"a checkpoint with more than {MostExtensions} extension lines is not read");
        if (lines.Contains("")) return Parsed.Failed<Checkpoint>("a line of the checkpoint is empty");
        if (!long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || size.ToString(CultureInfo.InvariantCulture) != lines[1])
            return Parsed.Failed<Checkpoint>("the checkpoint's second line is not a size");
        if (StandardBase64.Decode(lines[2]) is not { Length: MerkleHash.Length } root)
            return Parsed.Failed<Checkpoint>("the checkpoint's third line is not a SHA-256 in base64");
        return new Checkpoint(lines[0], size, root, lines[3..]);
    }
}
