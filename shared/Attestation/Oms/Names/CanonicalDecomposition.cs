using System.Globalization;
using System.Text;

namespace Assay.Attestation.Oms.Names;

/// <summary>
/// Decomposes text canonically (Unicode 14, UAX #15), so that an accented letter is the same in both of its spellings. The run-time's own
/// normalisation
/// does nothing where it runs without culture data, as this product does. Marks on one letter are sorted by number instead of class: for finding
/// names that collide this is as good, as it makes at most more of them equal.
/// </summary>
internal static class CanonicalDecomposition
{
    private const int HangulFirst = 0xac00;
    private const int HangulLast = 0xd7a3;
    private const int HangulVowels = 21;
    private const int HangulTails = 28;

    private static readonly Lazy<Dictionary<Rune, string>> _table = new(Read);

    /// <summary>Equal for texts that are canonically equivalent.</summary>
    public static string Of(string text)
    {
        if (Ascii.IsValid(text)) return text;
        var result = new StringBuilder(text.Length + 8);
        var marks = new List<Rune>();
        foreach (var rune in text.EnumerateRunes().SelectMany(Decompose))
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
            {
                marks.Add(rune);
                continue;
            }
            Flush(marks, result);
            result.Append(rune.ToString());
        }
        Flush(marks, result);
        return result.ToString();
    }

    private static void Flush(List<Rune> marks, StringBuilder result)
    {
        marks.Sort();
        foreach (var mark in marks) result.Append(mark.ToString());
        marks.Clear();
    }

    private static IEnumerable<Rune> Decompose(Rune rune)
    {
        if (rune.Value is >= HangulFirst and <= HangulLast) return Syllable(rune.Value - HangulFirst);
        return _table.Value.TryGetValue(rune, out var parts) ? parts.EnumerateRunes() : [rune];
    }

    private static IEnumerable<Rune> Syllable(int index)
    {
        yield return new(0x1100 + (index / (HangulVowels * HangulTails)));
        yield return new(0x1161 + (index / HangulTails % HangulVowels));
        if (index % HangulTails is > 0 and var tail) yield return new(0x11a7 + tail);
    }

    /// <summary>The resource holds each composed character directly before its parts; spaces stand between.</summary>
    private static Dictionary<Rune, string> Read()
    {
        using var stream = typeof(CanonicalDecomposition).Assembly.GetManifestResourceStream("CanonicalDecompositions.txt")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var table = new Dictionary<Rune, string>();
        foreach (var entry in reader.ReadToEnd().Split(' '))
        {
            var composed = Rune.GetRuneAt(entry, 0);
            table.Add(composed, entry[composed.Utf16SequenceLength..]);
        }
        return table;
    }
}
