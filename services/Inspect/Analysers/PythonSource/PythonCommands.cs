using Assay.Contracts.Values;
using Assay.Inspect.Analysers.Shell;

namespace Assay.Inspect.Analysers.PythonSource;

/// <summary>Judges the command that a program starts.</summary>
internal static class PythonCommands
{
    private static readonly string[] Meta = ["|", ";", "&", "`", "$(", ">", "<", "\n"];
    private static readonly HashSet<string> Shells = ["sh", "bash", "zsh", "dash", "ksh", "cmd", "cmd.exe", "powershell", "powershell.exe", "pwsh", "/bin/sh", "/bin/bash"];

    // What git can be asked without fetching or running anything.
    private static readonly HashSet<string> Questions = ["rev-parse", "describe", "log", "status", "diff", "show", "branch", "lfs", "ls-files", "rev-list", "tag", "remote", "--version", "config", "ls-remote", "submodule", "add", "commit", "checkout"];

    private static readonly HashSet<string> Modules = ["pytest", "unittest", "venv", "json.tool", "compileall", "black", "ruff", "torch.utils.collect_env", "torch.distributed.run", "torch.distributed.launch"];

    /// <summary>The text of a command given as text or list; holes where it is not known, null where nothing is.</summary>
    public static string? TextOf(PythonValue value)
    {
        if (value.IsText) return value.Text;
        if (value.Kind != PythonValueKind.List || value.Items.Count == 0) return null;
        return string.Join(' ', value.Items.Select(i => i.Kind == PythonValueKind.Path && i.Text == "sys.executable" ? "python" : PythonPaths.TextOf(i) ?? PythonFold.Printed(i)));
    }

    /// <summary>How grave it is to start this command, and why.</summary>
    public static (Severity Severity, string Reason) Judge(string command, bool isShell, bool isTainted, PythonReach reach)
    {
        var text = command.Trim();
        if (ShellJudge.Judge(text) is { Count: > 0 } marks && marks.Max(m => m.Severity) is var worst and >= Severity.High)
            return (Severity.Critical, marks.First(m => m.Severity == worst).Does);
        // Shells inside shells: bounded, since each level looks at the rest again.
        if (text.Length > 10_000) text = text[..10_000];
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var i = 0;
        while (i < words.Length && (words[i] is "sudo" or "env" or "exec" or "nohup" or "time" or "cd" || (words[i].Contains('=', StringComparison.Ordinal) && !words[i].StartsWith('-')))) i++;
        if (i >= words.Length) return (Severity.High, "the command is empty or only changes settings");
        var program = Program(words[i]);
        var hasHole = text.Contains(PythonValue.Hole, StringComparison.Ordinal);
        if (program.Contains(PythonValue.Hole, StringComparison.Ordinal)) return (isShell || isTainted ? Severity.High : Severity.Medium, "which program it is, is decided while it runs");
        if (Shells.Contains(words[i]) || Shells.Contains(program)) return InShell(words, i, hasHole, isTainted, reach);
        // What comes from outside and goes through a shell can end the command and begin another.
        if (hasHole && isShell && isTainted) return (Severity.Critical, "a part of the shell command comes from whoever sends a request");
        var isChained = isShell && Meta.Any(m => text.Contains(m, StringComparison.Ordinal));
        if (isChained) return Chained(text, isTainted, reach);
        if (program == "git" && words.Length > i + 1 && !Questions.Contains(words[i + 1])) return (Severity.Medium, "it fetches or changes a repository");
        if (program == "git" && text.Contains("core.sshCommand", StringComparison.OrdinalIgnoreCase)) return (Severity.Critical, "it changes what git runs");
        if (reach.Tools.Contains(program)) return (Severity.Low, "a tool that asks about the machine, builds or converts");
        if (program.StartsWith("python", StringComparison.Ordinal) && words.Skip(i).Contains("-c")) return (Severity.Critical, "it runs Python code that is given on the command line");
        if (program.StartsWith("python", StringComparison.Ordinal) && words.Length > i + 2 && words[i + 1] == "-m" && Modules.Contains(words[i + 2])) return (Severity.Low, "a tool that tests or formats");
        if (reach.RiskyTools.Contains(program)) return (Severity.Medium, "a program that honest code starts as well, and that can do anything");
        return hasHole ? (Severity.High, "a program that a model has no use for") : (Severity.Critical, "a program that a model has no use for");
    }

    private static (Severity, string) InShell(string[] words, int at, bool hasHole, bool isTainted, PythonReach reach)
    {
        var flag = Array.FindIndex(words, at, w => w is "-c" or "/c" or "/C" or "-lc" or "-ic" or "-Command" or "-command");
        if (flag < 0) return words.Length > at + 1 && !words[at + 1].StartsWith('-') ? (Severity.Medium, "it starts a script") : (Severity.Critical, "it opens a shell");
        var (severity, reason) = Judge(string.Join(' ', words[(flag + 1)..]).Trim('"', '\''), isShell: true, isTainted, reach);
        return (severity, hasHole && severity < Severity.High ? "a shell command that is put together while it runs" : reason);
    }

    private static (Severity, string) Chained(string text, bool isTainted, PythonReach reach)
    {
        var worst = (Severity: Severity.Low, Reason: "tools that ask about the machine, build or convert");
        foreach (var part in text.Split(["||", "&&", "|", ";", "&", "\n"], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(50))
        {
            var clean = part.Split(['>', '<'])[0].Trim();
            if (clean.Length == 0 || int.TryParse(clean, out _)) continue;
            var first = Program(clean.Split(' ')[0]);
            // Filters of a pipeline do nothing by themselves.
            if (first is "grep" or "awk" or "sed" or "head" or "tail" or "cut" or "sort" or "wc" or "uniq" or "tr" or "cat" or "true" or "cd" or "exit" && text.Contains('|', StringComparison.Ordinal)) continue;
            if (first is "true" or "cd" or "exit") continue;
            var judged = clean.Contains('`', StringComparison.Ordinal) || clean.Contains("$(", StringComparison.Ordinal) ? (Severity.High, "a command inside a command")
                : Judge(clean, isShell: false, isTainted, reach);
            if (judged.Item1 > worst.Severity) worst = judged;
        }
        return worst;
    }

    private static string Program(string word)
    {
        var name = word.Trim('"', '\'', '(', ')');
        return name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
    }
}
