using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.RegularExpressions;
using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.ModelFormats;

/// <summary>
/// Tells commands and code from the words of a vocabulary. A word such as <c>system</c> or <c>exec_time</c> is nothing; a call with an argument, a
/// shell with
/// a command, a download that is piped into one are. Values that are encoded are decoded once.
/// </summary>
internal static class CommandText
{
    private const int MinLength = 6;
    private const int MinEncoded = 24;
    private const int MaxEncoded = 1 << 20;

    private static readonly SearchValues<string> Words = SearchValues.Create(
        [
            "system", "exec", "popen", "process", "eval", "curl", "wget", "bash", "sh -c", "/bin/", "powershell", "pwsh", "cmd", "/dev/tcp",
            "import", "require", "loadlib", "dlopen", "loadstring", "dofile", "runtime", "script", "base64", "iwr", "invoke", "mkfifo", "nc -",
            "ncat", "source(", "pipe(", "shell", "download", "execute", "| sh", "|sh", "| bash", "/sh", "function", "python", "perl", "dyn.load",
            "spawn", "pickle", "marshal", "ctypes", "cdll", "ffi.", "rm -", "urlopen", "getattr(", "__builtins__", "chmod", "certutil",
        ], StringComparison.OrdinalIgnoreCase);

    /// <summary>What the text is, in words, with how grave that is; null for words.</summary>
    public static (Severity Severity, string What)? Judge(string text)
    {
        if (text.Length < MinLength) return null;
        return Plain(text) ?? Encoded(text);
    }

    /// <summary>The native library that a text names by path; null where it names none.</summary>
    public static string? Library(string text)
    {
        if (text.Length < 4) return null;
        var match = LibraryPath.Match(text);
        return match.Success ? match.Value.Trim().Trim('"', '\'', '=', '(', ')', ',', ';', ':') : null;
    }

    /// <summary>True for a text with the syntax of a programming language; only where no program belongs.</summary>
    public static bool IsSource(string text) => text.Length > 6 && SourceCode.IsMatch(text);

    /// <summary>True where a path leaves the directory of the model.</summary>
    public static bool LeavesDirectory(string path) =>
        path.StartsWith('/') || path.StartsWith('\\') || path.StartsWith('~') || path.Contains("../", StringComparison.Ordinal)
        || path.Contains("..\\", StringComparison.Ordinal) || path == ".." || path.Contains("://", StringComparison.Ordinal)
        || path.StartsWith("file:", StringComparison.OrdinalIgnoreCase) || (path.Length > 2 && path[1] == ':' && path[2] is '\\' or '/'
            && char.IsAsciiLetter(path[0]));

    private static (Severity Severity, string What)? Plain(string text)
    {
        if (!text.AsSpan().ContainsAny(Words)) return null;
        if (Pipeline.IsMatch(text)) return (Severity.High, "a download or decoded text that is piped into an interpreter");
        if (Shell.IsMatch(text)) return (Severity.High, "a command line");
        if (Call.IsMatch(text)) return (Severity.High, "a call that runs commands or code");
        if (Script.IsMatch(text)) return (Severity.Medium, "a script");
        return Import.IsMatch(text) ? (Severity.Medium, "an import of a module that reaches the system") : null;
    }

    private static (Severity Severity, string What)? Encoded(string text)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.Length is < MinEncoded or > MaxEncoded) return null;
        var bytes = Decode(trimmed);
        if (bytes is null) return null;
        if (bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x7f, (byte)'E', (byte)'L', (byte)'F']) || IsPickle(bytes)) return (Severity.High,
            "an encoded payload");
        return Plain(Encoding.UTF8.GetString(bytes)) is { } inner ? (inner.Severity, inner.What + ", encoded") : null;
    }

    private static byte[]? Decode(ReadOnlySpan<char> text)
    {
        if (text.Length % 2 == 0 && text.IndexOfAnyExcept(Hex) < 0) return Convert.FromHexString(text);
        if (text.Length % 4 != 0 || !Base64.IsValid(text)) return null;
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64Chars(text, bytes, out var count) ? bytes[..count] : null;
    }

    private static bool IsPickle(byte[] bytes) => bytes.Length > 4 && bytes[0] == 0x80 && bytes[1] is >= 2 and <= 5 && bytes[^1] == (byte)'.';

    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdefABCDEF");

    private static Regex Build(string pattern) => new(pattern,
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex Pipeline = Build(
        @"\b(curl|wget|fetch|base64|iwr|irm|invoke-webrequest|openssl)\b[^|]{0,400}\|\s*(sudo\s+)?(/[\w/]*/)?(env\s+)?((ba|z|da|k|a)?sh|"
        + @"python[\d.]*|perl|ruby|iex|node|php)\b|"
        + @"\b(echo|printf|cat|xxd|rev|tr)\b[^|]{0,400}\|\s*(sudo\s+)?(/[\w/]*/)?(ba|z|da|k|a)?sh\b");

    private static readonly Regex Shell = Build(
        @"(^|[^\w.-])(/[\w/]*/)?((ba|z|da|k|a)?sh\s+(-\w+\s+)*-\w*c\s|bash\s+-i|cmd(\.exe)?\s+/[ck]\b|(powershell|pwsh)(\.exe)?\s+-\w+|"
        + @"python[\d.]*\s+-c\s|perl\s+-e\s|"
        + @"n(c|cat)\s+(-\w+\s+)*-\w*e|rm\s+-(rf|fr)\s+[/~*$]|certutil\s+-\w*urlcache|chmod\s+\+x\s)|/dev/(tcp|udp)/|mkfifo\s+/");

    private static readonly Regex Call = Build(
        @"\b(os\s*\.\s*(system|popen|exec\w*|spawn\w*|posix_spawn|execute|startfile)|(os|shutil)\s*\.\s*(remove|unlink|rmtree)|io\s*\.\s*popen|"
        + @"subprocess\s*\.\s*\w+|commands\s*\.\s*getoutput|"
        + @"pty\s*\.\s*spawn|runtime\s*\.\s*(getruntime\s*\(\s*\)\s*\.\s*)?exec|new\s+processbuilder|processbuilder|"
        + @"child_process[^\n]{0,20}\.\s*\w+|process\s*\.\s*start|package\s*\.\s*loadlib|"
        + @"loadstring|dofile|ffi\s*\.\s*load|dlopen|loadlibrary\w?|shellexecute\w?|winexec|createprocess\w?|importlib\s*\.\s*import_module|"
        + @"ctypes\s*\.\s*\w+|(pickle|marshal|dill|cloudpickle)\s*\.\s*loads?|"
        + @"urllib[\w.]*\s*\.\s*urlopen|download\.file|shell\.exec|dyn\.load|install\.packages|socketconnection|base::\s*system2?|"
        + @"runpy\s*\.\s*\w+)\s*\(\s*[^\s)]|"
        + @"\b(__import__|system2?|popen|pipe|source|require)\s*\(\s*[""'](os|io|ffi|subprocess|socket|child_process|[^""']{0,200}([ /|;&]))|"
        + @"\b(eval|exec)\s*\(\s*([""']|compile|base64|__import__|bytes|parse|payload|requests|zlib|open|marshal|codecs|chr|input|string|atob|"
        + @"unescape|\w+\s*\.\s*(decode|read|text|content))|"
        + @"\bexec\s*\(\s*\w+\s*\)|\bos\.execute\b.{0,3}[""']|__builtins__\s*[\[.]|\.__globals__\s*[\[.]|__subclasses__\s*\(");

    private static readonly Regex Script = Build(
        @"<\s*script\b[^>]*>\s*\S+|\bjavascript\s*:\s*\w+\s*\(|[""'\])]\s*\.\s*execute\s*\(\s*\)|\bjava\.lang\.(runtime|processbuilder|system|"
        + @"class|reflect)|\bjavax\.script\b|\bgroovy\.lang|org\.springframework\.expression|\bnew\s+function\s*\(|\beval\s*\(\s*\w+\s*\)");

    private static readonly Regex Import = Build(
        @"(^|[;\n""'])\s*(import\s+(os|subprocess|socket|ctypes|pty|shutil|marshal|pickle)\s*([;,\n]|as\s|$)|from\s+(os|subprocess|ctypes|"
        + @"socket)\s+import\s)|\brequire\s*\(?\s*[""'](os|ffi|io|child_process|sys|posix)[""']");

    private static readonly Regex LibraryPath = Build(@"(^|[\s=""'(,;:])([a-z]:)?((?:[\w.@+~-]*[/\\])+[\w.@+-]+\.(so(\.\d+)*|dll|dylib|pyd))($|"
        + @"[\s""'),;\0])|^[\w.@+-]+\.(so(\.\d+)*|dll|dylib|pyd)$");

    private static readonly Regex SourceCode = Build(
        @"\bfunction\s*\w*\s*\(|=>\s*[\w{(]|;\s*[\w.]+\(|\bdef\s+\w+\s*\(|\blambda\b[^:]{0,40}:|\bwhile\s*\(|\bnew\s+[\w.]+\s*\(|\b(alert|eval|"
        + @"exec|system)\s*\(");
}
