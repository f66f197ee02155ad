using System.Text.RegularExpressions;

namespace Assay.Inspect.Analysers.Pickle;

/// <summary>Tells source code and shell commands from the text that constructors of data take.</summary>
internal static partial class CodeText
{
    private const int MaxSearched = 1 << 16;

    // No label, pattern or name has these.
    private static readonly string[] Marks =
    [
        "__import__(", "os.system(", "os.popen(", "subprocess.", "eval(", "exec(", "compile(", "import os", "import sys", "import socket", "/bin/sh",
        "bash -c", "powershell",
    ];

    // Patterns and prose may have these; what an unknown function is given should not.
    private static readonly string[] WeakMarks =
    [
        "os.system", "os.popen", "/bin/bash", "sh -c", "bash -i", "cmd.exe", "cmd /c", "pwsh ", "base64 -d", "b64decode(", "__globals__", "__builtins__",
        "__subclasses__", "importlib.", "nc -e", "/dev/tcp/", "$(", "&& ", "| sh", "|bash", "| bash", "urlopen(", "socket.socket", "open('/", "open(\"/",
        "ctypes.", "pickle.loads", "marshal.loads",
    ];

    /// <summary>True where the text is source code or a command beyond doubt.</summary>
    public static bool Looks(string text) => HasAny(text, Marks) || (text.Length < MaxSearched && ImportStatement().IsMatch(text));

    /// <summary>True where the text would do something if whoever takes it ran it.</summary>
    public static bool MayRun(string text) => Looks(text) || HasAny(text, WeakMarks) || (text.Length < MaxSearched && Command().IsMatch(text));

    private static bool HasAny(string text, string[] marks)
    {
        foreach (var mark in marks)
        {
            if (text.Contains(mark, StringComparison.Ordinal)) return true;
        }
        return false;
    }

    // A statement at the start of a line, or behind a semicolon.
    [GeneratedRegex(@"(^|[\n;])\s*(import\s+(os|sys|socket|subprocess|pty|shutil|ctypes|base64|urllib|requests|importlib|pickle|marshal|builtins|runpy)\b|from\s+[\w.]+\s+import\s+[\w*]|def\s+\w+\s*\(.*\)\s*:|lambda\s*\w*\s*:)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ImportStatement();

    // The programs that payloads start with, with an argument behind them.
    [GeneratedRegex(@"^\s*(sudo\s+)?(/usr)?(/s?bin/)?(touch|echo|curl|wget|bash|sh|zsh|python[0-9.]*|perl|ruby|nc|ncat|rm|cp|mv|cat|chmod|chown|id|whoami|uname|ls|ping|nslookup|calc(\.exe)?|cmd|certutil|mshta|regsvr32|kill|killall|crontab|ssh|scp|git|pip[0-9]*|apt|dd|tar|tee|sleep|env|printenv|export|xterm|gnome-calculator)(\s+[-/~.'""\w$<>|&].*|\s*[;|&>].*)$", RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Command();
}
