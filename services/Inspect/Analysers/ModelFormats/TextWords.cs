namespace Assay.Inspect.Analysers.ModelFormats;

/// <summary>Words and runs of text in bytes that were read as Latin-1.</summary>
internal static class TextWords
{
    private const int MinRun = 8;

    /// <summary>Names: letters, digits and underscores.</summary>
    public static IEnumerable<string> Of(string text)
    {
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var inside = i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] == '_');
            if (inside && start < 0) start = i;
            if (inside || start < 0) continue;
            yield return text[start..i];
            start = -1;
        }
    }

    /// <summary>Names that stand behind their length, as the fields of messages do: the whole value of a field, not a word in one.</summary>
    public static IEnumerable<string> Counted(string text)
    {
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var inside = i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] == '_');
            if (inside && start < 0) start = i;
            if (inside || start < 0) continue;
            // The length may itself be a letter or digit.
            for (var from = start; from <= start + 1 && from < i; from++)
            {
                if (from > 0 && text[from - 1] == i - from) yield return text[from..i];
            }
            start = -1;
        }
    }

    /// <summary>Runs of printable characters.</summary>
    public static IEnumerable<string> Runs(string text)
    {
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var inside = i < text.Length && text[i] is (>= ' ' and < (char)0x7f) or '\n' or '\t';
            if (inside && start < 0) start = i;
            if (inside || start < 0) continue;
            if (i - start >= MinRun) yield return text[start..i];
            start = -1;
        }
    }
}
