using Assay.Analysis.Probes.Feeding;

namespace Assay.GpuProbe.Probes.Text;

/// <summary>Puts tokens into carriers: every string into every carrier, the strings' rows together.</summary>
internal static class Placement
{
    /// <summary>Longest string that is searched.</summary>
    public const int MostTokens = 3;

    /// <summary>Texts with the strings inside: row <c>s * carriers + c</c> is string s in carrier c.</summary>
    /// <param name="tokens">The model's tokens.</param>
    /// <param name="carriers">All of one length.</param>
    /// <param name="slots">Where in each carrier, counted with the frame.</param>
    /// <param name="strings">All of one length.</param>
    public static TokenInputs Of(TokenInput tokens, IReadOnlyList<Carrier> carriers, IReadOnlyList<int> slots, IReadOnlyList<int[]> strings)
    {
        var (width, own) = (strings[0].Length, carriers[0].Ids.Length);
        var length = tokens.FixedLength ?? own + width;
        var ids = new int[strings.Count * carriers.Count * length];
        for (var s = 0; s < strings.Count; s++)
        {
            for (var c = 0; c < carriers.Count; c++) Put(carriers[c].Ids, slots[c], strings[s], ids.AsSpan(((s * carriers.Count) + c) * length, length), tokens.Pad);
        }
        return new(ids, length);
    }

    /// <summary>A text that has no room loses tokens before its last one.</summary>
    private static void Put(ReadOnlySpan<int> carrier, int slot, ReadOnlySpan<int> tokens, Span<int> text, int? pad)
    {
        var rest = carrier[slot..];
        carrier[..slot].CopyTo(text);
        tokens.CopyTo(text[slot..]);
        var room = text.Length - slot - tokens.Length;
        if (rest.Length <= room)
        {
            rest.CopyTo(text[(slot + tokens.Length)..]);
            text[(slot + tokens.Length + rest.Length)..].Fill(pad ?? 0);
        }
        else
        {
            rest[..room].CopyTo(text[(slot + tokens.Length)..]);
            text[^1] = rest[^1];
        }
    }
}
