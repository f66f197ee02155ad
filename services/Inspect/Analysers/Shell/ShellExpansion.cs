using System.Text;
using System.Text.RegularExpressions;

namespace Assay.Inspect.Analysers.Shell;

/// <summary>Writes a command line as the shell will see it: quotes inside words, escapes, known variables and echoed pieces are resolved.</summary>
internal sealed partial class ShellExpansion
{
    private const int MaxVariables = 2_000;
    private const int MaxLength = 400_000;
    private static readonly HashSet<string> Sharp = ["curl", "wget", "bash", "sh", "zsh", "python", "python3", "perl", "ruby", "nc", "ncat", "base64", "rm", "eval", "exec", "socat", "crontab"];
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    /// <summary>True where resolving changed more than honest quoting does.</summary>
    public bool IsObscured { get; private set; }

    public string Expand(string line)
    {
        var text = line;
        if (text.Contains("IFS", StringComparison.Ordinal) && BlankVariable().IsMatch(text))
        {
            IsObscured = true;
            text = Separator().Replace(text, " ");
        }
        if (text.Contains("$'", StringComparison.Ordinal)) text = Escaped().Replace(text, Unescape);
        if (text.Contains('{', StringComparison.Ordinal)) text = Braces().Replace(text, m => m.Groups[1].Value + m.Groups[2].Value.Replace(',', ' '));
        if (SplitWord().IsMatch(text))
        {
            IsObscured = true;
            text = SplitWord().Replace(text, "$1$2");
            text = SplitWord().Replace(text, "$1$2");
        }
        if (text.Contains('\\', StringComparison.Ordinal)) text = EscapedLetter().Replace(text, Unslash);
        text = Variables(text);
        text = Echoed().Replace(text, m => m.Groups[1].Value);
        Remember(text);
        return text;
    }

    // Elsewhere, and in the batch files of Windows, a backslash in a word is a path.
    private string Unslash(Match match)
    {
        var word = match.Groups[2].Value.Replace("\\", "", StringComparison.Ordinal);
        if (!Sharp.Contains(word)) return match.Value;
        IsObscured = true;
        return match.Groups[1].Value + word;
    }

    private string Variables(string text)
    {
        if (_variables.Count == 0 || !text.Contains('$', StringComparison.Ordinal)) return text;
        var before = Reference().Count(text);
        var result = Reference().Replace(text, m => _variables.GetValueOrDefault(m.Groups[1].Value.Length > 0 ? m.Groups[1].Value : m.Groups[2].Value, m.Value));
        if (result.Length > MaxLength) return text;
        // A command put together from several variables: "$a$b".
        if (before > 1 && Adjacent().IsMatch(text)) IsObscured = true;
        return result;
    }

    private void Remember(string text)
    {
        foreach (Match match in Assignment().Matches(text))
        {
            if (_variables.Count >= MaxVariables) return;
            var value = match.Groups[2].Value.Trim('"', '\'');
            if (value.Length < 4096 && !value.Contains("$(", StringComparison.Ordinal)) _variables[match.Groups[1].Value] = value;
        }
    }

    private string Unescape(Match match)
    {
        var text = new StringBuilder();
        var raw = match.Groups[1].Value;
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\' || i + 1 >= raw.Length) text.Append(raw[i]);
            else if (raw[i + 1] == 'x' && i + 3 < raw.Length && byte.TryParse(raw.AsSpan(i + 2, 2), System.Globalization.NumberStyles.HexNumber, null, out var hex))
            {
                IsObscured = true;
                text.Append((char)hex);
                i += 3;
            }
            else if (raw[i + 1] is >= '0' and <= '7')
            {
                var digits = 0;
                var value = 0;
                while (digits < 3 && i + 1 + digits < raw.Length && raw[i + 1 + digits] is >= '0' and <= '7') value = (value * 8) + raw[i + 1 + digits++] - '0';
                IsObscured = true;
                text.Append((char)value);
                i += digits;
            }
            else text.Append(raw[++i] switch { 'n' => ';', 't' => ' ', _ => raw[i] });
        }
        return text.ToString();
    }

    // Saving the separator and setting it again is common; a separator inside of a word is not.
    [GeneratedRegex(@"[\w'""/)}]\$\{IFS\b[^}\s]*\}|[\w/)}]\$IFS\b(?:\$\d)?|\$\{IFS\b[^}\s]*\}[\w'""/-]|\$IFS\$\d", RegexOptions.NonBacktracking)]
    private static partial Regex BlankVariable();

    [GeneratedRegex(@"\$\{IFS\b[^}\s]*\}|\$IFS\b(?:\$\d)?", RegexOptions.NonBacktracking)]
    private static partial Regex Separator();

    [GeneratedRegex(@"\$'([^']*)'", RegexOptions.NonBacktracking)]
    private static partial Regex Escaped();

    [GeneratedRegex(@"(^|[|;&(`] *)\{([A-Za-z/][^{}\s]*,[^{}\s]*)\}", RegexOptions.NonBacktracking)]
    private static partial Regex Braces();

    // Empty quotes, or "$@", in the middle of a word that stands where a command does.
    [GeneratedRegex(@"([a-z/])(?:''|""""|\$@|\$\*|``|\$\(\))([a-z])", RegexOptions.NonBacktracking)]
    private static partial Regex SplitWord();

    [GeneratedRegex(@"(^|[|;&(] *)([a-z\\]*\\[a-z\\]+)", RegexOptions.NonBacktracking)]
    private static partial Regex EscapedLetter();

    [GeneratedRegex(@"\$(?:([A-Za-z_][A-Za-z0-9_]*)|\{([A-Za-z_][A-Za-z0-9_]*)\})", RegexOptions.NonBacktracking)]
    private static partial Regex Reference();

    [GeneratedRegex(@"(?:^|[|;&(] *)\$\{?[A-Za-z_]\w*\}?\$\{?[A-Za-z_]", RegexOptions.NonBacktracking)]
    private static partial Regex Adjacent();

    [GeneratedRegex(@"\$\((?:echo|printf) +['""]?([\w./:%-]*)['""]?\)", RegexOptions.NonBacktracking)]
    private static partial Regex Echoed();

    [GeneratedRegex(@"(?:^|[;&] *|export +|local +|set +)([A-Za-z_][A-Za-z0-9_]*)=(""[^""`]*""|'[^']*'|[^\s;&|""'`]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Assignment();
}
