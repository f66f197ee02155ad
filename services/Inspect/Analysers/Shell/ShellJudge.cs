using System.Text;
using System.Text.RegularExpressions;
using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.Shell;

/// <summary>Says what shell text would do: a script, the value of a build step, a command that another program hands to a shell.</summary>
internal static partial class ShellJudge
{
    private const int MaxDepth = 3;
    private const int MaxMarks = 200;

    // Installers of tools that half of the field installs this way: still somebody else's code at run time, but no secret what it is.
    private static readonly string[] KnownInstallers =
        ["https://ollama.com/", "https://ollama.ai/", "https://sh.rustup.rs", "https://astral.sh/", "https://get.docker.com", "https://install.python-poetry.org",
         "https://bootstrap.pypa.io/", "https://deb.nodesource.com/", "https://raw.githubusercontent.com/nvm-sh/", "https://raw.githubusercontent.com/Homebrew/",
         "https://packagecloud.io/install/repositories/github/git-lfs/", "https://pyenv.run", "https://micro.mamba.pm/", "https://download.docker.com/",
         "https://nvidia.github.io/", "https://pixi.sh/"];

    public static IReadOnlyList<ShellMark> Judge(string script, CancellationToken cancellationToken = default)
    {
        var marks = new List<ShellMark>();
        Judge(script, 0, 0, marks, cancellationToken);
        return marks;
    }

    private static void Judge(string script, int firstLine, int depth, List<ShellMark> marks, CancellationToken cancellationToken)
    {
        var expansion = new ShellExpansion();
        foreach (var (line, raw) in ShellLines.Of(script))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (marks.Count >= MaxMarks) return;
            var text = expansion.Expand(raw);
            var at = firstLine > 0 ? firstLine : line;
            var before = marks.Count;
            foreach (var pattern in ShellPattern.All)
            {
                if (!pattern.Regex.IsMatch(text) || (pattern.Rule == ShellRules.Privileges && Allocator().IsMatch(text))) continue;
                var severity = pattern.Rule == ShellRules.Downloads && IsKnownInstaller(text) ? Severity.Low : pattern.Severity;
                if (marks.Count == before || marks[^1].Rule != pattern.Rule) marks.Add(new(pattern.Rule, severity, at, pattern.Does, text.Trim()));
            }
            Hidden(text, at, depth, marks, cancellationToken);
            StartUp(text, at, marks);
        }
        if (expansion.IsObscured)
            marks.Add(new(ShellRules.Obscured, marks.Count > 0 ? Severity.High : Severity.Medium, Math.Max(firstLine, 1), "joins commands from pieces", FirstLine(script)));
    }

    /// <summary>Encoded text in a line that decodes: what it says is judged as if it stood there.</summary>
    private static void Hidden(string text, int line, int depth, List<ShellMark> marks, CancellationToken cancellationToken)
    {
        if (depth >= MaxDepth || !Decoder().IsMatch(text)) return;
        foreach (Match match in Encoded().Matches(text))
        {
            if (Decode(match.Value) is not { } inner) continue;
            var before = marks.Count;
            Judge(inner, line, depth + 1, marks, cancellationToken);
            if (marks.Count > before) marks.Add(new(ShellRules.Decodes, Severity.High, line, "hides a command in encoded text", inner));
        }
    }

    private static string? Decode(string encoded)
    {
        Span<byte> bytes = new byte[encoded.Length];
        var padded = encoded.TrimEnd('=');
        padded = padded.PadRight((padded.Length + 3) / 4 * 4, '=');
        if (!Convert.TryFromBase64String(padded, bytes, out var length) || length == 0) return null;
        bytes = bytes[..length];
        // PowerShell encodes UTF-16.
        var text = length > 3 && bytes[1] == 0 && bytes[3] == 0 ? Encoding.Unicode.GetString(bytes) : Encoding.UTF8.GetString(bytes);
        return text.Any(c => c < ' ' && c is not ('\n' or '\r' or '\t')) || text.Contains('\ufffd', StringComparison.Ordinal) ? null : text;
    }

    // Every installer adds to PATH here; anything else that is put into a log-in file runs code.
    private static void StartUp(string text, int line, List<ShellMark> marks)
    {
        if (!LogInFile().IsMatch(text)) return;
        var isPath = PlainSetting().IsMatch(text) && !text.Contains("$(", StringComparison.Ordinal) && !text.Contains("LD_PRELOAD", StringComparison.Ordinal);
        marks.Add(new(ShellRules.Persists, isPath ? Severity.Low : Severity.High, line, isPath ? "adds a setting to a log-in file" : "changes what runs at log-in", text.Trim()));
    }

    private static bool IsKnownInstaller(string text)
    {
        var urls = Address().Matches(text);
        return urls.Count > 0 && urls.All(u => KnownInstallers.Any(k => u.Value.StartsWith(k, StringComparison.OrdinalIgnoreCase)));
    }

    private static string FirstLine(string script) => script.AsSpan().Trim()[..Math.Min(script.AsSpan().Trim().Length, 200)].ToString().Split('\n')[0];

    [GeneratedRegex(@"base64|FromBase64String| -e(?:nc?\w*)? ", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Decoder();

    [GeneratedRegex(@"[A-Za-z0-9+/]{12,}={0,2}", RegexOptions.NonBacktracking)]
    private static partial Regex Encoded();

    [GeneratedRegex(@"(?:>>?|tee(?: +-a)?) *['""]?\S*\.(?:bashrc|bash_profile|profile|zshrc|zprofile|zshenv|bash_login|config/fish/config\.fish)\b", RegexOptions.NonBacktracking)]
    private static partial Regex LogInFile();

    [GeneratedRegex(@"\becho\b +(?:-\w+ +)?['""]?(?:export +[A-Z_]+=|source +|\. +|eval +""?\$\((?:pyenv|conda|direnv|brew)|PATH=|alias +\w+=|#|conda +activate|$)", RegexOptions.NonBacktracking)]
    private static partial Regex PlainSetting();

    // Servers are started with another allocator, or with the run-time library that the compiler needs.
    [GeneratedRegex(@"\bLD_PRELOAD=['""]?(?:/(?:usr|lib|lib64|opt)/\S*|\S*)(?:tcmalloc|jemalloc|mimalloc|lib[gi]omp|libstdc\+\+|libgcc_s|libnccl|libcudart|libcuda|libcublas|libasan|libtsan|libhugetlbfs|libmkl|libtbb)[\w.+-]*", RegexOptions.NonBacktracking)]
    private static partial Regex Allocator();

    [GeneratedRegex(@"https?://[^\s'""|)]+", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
