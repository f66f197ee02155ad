using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.ModelFormats;

/// <summary>
/// Judges texts of metadata. People write in them how a model is installed and run, so a command among sentences is none; a value that is a command and no
/// more is one that something is meant to run.
/// </summary>
internal static class MetadataText
{
    private const int MaxLength = 8192;

    /// <summary>Sentences have at least so many plain words.</summary>
    private const int ProseWords = 6;

    private const int ListLines = 4;

    /// <summary>What the text is, in words, with how grave that is; null for descriptions, structured values and lists.</summary>
    public static (Severity Severity, string What)? Judge(string text)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.Length is 0 or > MaxLength || trimmed[0] is '{' or '[' or '<' || IsProse(text) || IsList(text)) return null;
        return CommandText.Judge(trimmed.ToString());
    }

    // Labels and vocabularies: most lines are one word.
    private static bool IsList(string text)
    {
        var (lines, words) = (0, 0);
        foreach (var line in text.AsSpan().Trim().EnumerateLines())
        {
            lines++;
            if (line.Trim().IndexOf(' ') < 0) words++;
        }
        return lines > ListLines && words * 2 > lines;
    }

    private static bool IsProse(string text)
    {
        var words = 0;
        foreach (var word in text.Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            var bare = word.AsSpan().TrimEnd(".,:;!?)");
            if (bare.Length > 1 && char.IsAsciiLetter(bare[0]) && bare[1..].IndexOfAnyExceptInRange('a', 'z') < 0 && ++words >= ProseWords) return true;
        }
        return false;
    }
}
