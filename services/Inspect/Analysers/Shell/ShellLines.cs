namespace Assay.Inspect.Analysers.Shell;

/// <summary>Cuts a script into logical lines: continuations joined, comments and texts that only go to a file left out.</summary>
internal static class ShellLines
{
    /// <summary>Longest line that is looked at; longer ones are embedded data, of which the beginning and the end are kept.</summary>
    private const int MaxLine = 200_000;

    public static IEnumerable<(int Line, string Text)> Of(string script)
    {
        var lines = script.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var first = i;
            var text = lines[i];
            while (i + 1 < lines.Length && text.Length < MaxLine && EndsOpen(text))
            {
                var joined = text.EndsWith('\\') || text.EndsWith('^') || text.EndsWith('`') ? text[..^1] : text;
                text = joined + " " + lines[++i].TrimStart();
            }
            if (text.Length > MaxLine) text = string.Concat(text.AsSpan(0, MaxLine / 2), text.AsSpan(text.Length - (MaxLine / 2)));
            text = WithoutComment(text);
            if (string.IsNullOrWhiteSpace(text)) continue;
            yield return (first + 1, text);
            if (Heredoc(text) is not { } word) continue;
            // What cat and tee write to a file is data; every other program reads it, and a shell runs it.
            var isData = IsWritten(text);
            while (++i < lines.Length && lines[i].Trim() != word)
            {
                if (!isData && lines[i].Trim().Length > 0) yield return (i + 1, WithoutComment(lines[i]));
            }
        }
    }

    private static bool EndsOpen(string text)
    {
        var end = text.TrimEnd();
        return text.EndsWith('\\') || end.EndsWith('|') || end.EndsWith("&&", StringComparison.Ordinal);
    }

    private static bool IsWritten(string text) =>
        (text.Contains("cat", StringComparison.Ordinal) || text.Contains("tee", StringComparison.Ordinal)) && !text.Contains("| ", StringComparison.Ordinal)
        && !text.Contains("|sh", StringComparison.Ordinal) && !text.Contains("|bash", StringComparison.Ordinal);

    private static string? Heredoc(string text)
    {
        var at = text.IndexOf("<<", StringComparison.Ordinal);
        if (at < 0 || text.AsSpan(at).StartsWith("<<<")) return null;
        var word = text[(at + 2)..].TrimStart('-', ' ').Split([' ', ';', '|', '>', ')', '&'], 2)[0].Trim('\'', '"', '\\');
        return word.Length is > 0 and < 64 && (char.IsAsciiLetter(word[0]) || word[0] == '_') ? word : null;
    }

    private static string WithoutComment(string text)
    {
        var quote = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quote != '\0')
            {
                if (c == quote) quote = '\0';
                else if (c == '\\' && quote == '"') i++;
            }
            else if (c is '\'' or '"') quote = c;
            else if (c == '\\') i++;
            else if (c == '#' && (i == 0 || text[i - 1] is ' ' or '\t' or ';')) return text[..i];
        }
        var start = text.TrimStart();
        return start.StartsWith("REM ", StringComparison.OrdinalIgnoreCase) || start.StartsWith("::", StringComparison.Ordinal) ? "" : text;
    }
}
