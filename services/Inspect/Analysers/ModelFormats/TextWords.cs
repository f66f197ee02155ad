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
