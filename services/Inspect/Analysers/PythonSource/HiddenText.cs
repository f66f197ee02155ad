using System.Text;
using Assay.Contracts.Values;
using Assay.Formats.PythonSource;

namespace Assay.Inspect.Analysers.PythonSource;

/// <summary>Finds what makes a source look different from what it is.</summary>
internal static class HiddenText
{
    /// <summary>Blanks in a line that push what follows out of sight; tables and aligned comments stay below.</summary>
    private const int Margin = 150;

    public static void Examine(string text, PythonFindings findings)
    {
        var lineNumber = 0;
        var start = 0;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            lineNumber++;
            var line = text.AsSpan()[range];
            start = range.Start.GetOffset(text.Length);
            Direction(line, start, lineNumber, findings);
            FarRight(line, start, lineNumber, findings);
        }
        Identifiers(text, findings);
    }

    // Trojan Source: the marks reorder what is shown; a line that closes what it opens leaves the rest alone.
    private static void Direction(ReadOnlySpan<char> line, int start, int number, PythonFindings findings)
    {
        int open = 0, at = -1;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] is (>= '\u202a' and <= '\u202b') or '\u202d' or '\u202e' or (>= '\u2066' and <= '\u2068'))
            {
                open++;
                if (at < 0) at = i;
            }
            else if (line[i] is '\u202c' or '\u2069') open--;
        }
        if (at >= 0 && (open != 0 || line.IndexOfAny("\u202e\u202d") >= 0))
            findings.Add(PythonRules.HiddenText, Severity.High, start + at, number, "characters that turn the writing direction make the line read differently from what runs");
    }

    private static void FarRight(ReadOnlySpan<char> line, int start, int number, PythonFindings findings)
    {
        if (line.Length < Margin) return;
        var blanks = 0;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] is ' ' or '\t' or '\u00a0' or '\u3000')
            {
                blanks += line[i] == '\t' ? 4 : 1;
                continue;
            }
            var before = line[..i].TrimEnd();
            if (blanks >= Margin && line[i] is not ('#' or '\r' or '\\' or ')' or ']' or '}' or ',') && before.Length > 0 && before.IndexOf('#') < 0)
            {
                findings.Add(PythonRules.HiddenText, before[^1] == ';' || line[i] == ';' ? Severity.High : Severity.Medium, start + i, number, $"code stands behind {blanks} blanks, where no editor shows it");
                return;
            }
            blanks = 0;
        }
    }

    private static void Identifiers(string text, PythonFindings findings)
    {
        if (Ascii.IsValid(text)) return;
        var line = 1;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n') line++;
            if (!char.IsAsciiLetter(text[i]) && (text[i] < 0x80 || char.IsWhiteSpace(text[i]))) continue;
            var end = i;
            while (end < text.Length && (char.IsLetterOrDigit(text, end) || text[end] == '_' || char.IsSurrogate(text[end]))) end++;
            if (end == i) continue;
            Word(text[i..end], text, i, line, findings);
            i = end - 1;
        }
    }

    private static void Word(string word, string text, int at, int line, PythonFindings findings)
    {
        if (Ascii.IsValid(word) || word.Length > 100) return;
        var plain = PythonIdentifier.Normalise(word);
        // Only as a call or a member: prose in comments and texts may look as it likes.
        var isUsed = (at + word.Length < text.Length && text[at + word.Length] is '(' or '.') || (at > 0 && text[at - 1] == '.');
        if (isUsed && Ascii.IsValid(plain) && plain.Length > 2 && word.EnumerateRunes().All(r => r.Value < 0x80 || PythonIdentifier.Normalise(r.ToString()) != r.ToString()))
            findings.Add(PythonRules.HiddenText, Severity.High, at, line, $"the word '{plain}' is spelled with letters that only look different; Python reads it as the plain word");
        else if (isUsed && word.Any(char.IsAsciiLetter) && word.Any(c => c is >= '\u0400' and <= '\u04ff'))
            findings.Add(PythonRules.HiddenText, Severity.Medium, at, line, "a word mixes Latin letters with Cyrillic ones that look the same");
    }
}
