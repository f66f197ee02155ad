using Assay.Contracts.Values;
using Assay.Formats.PythonBytecode;

namespace Assay.Inspect.Analysers.PythonBytecode;

/// <summary>Judges one thing that code does by the path that it reaches.</summary>
internal sealed class PathJudge(ReachRules rules)
{
    private static readonly CodeReach Fine = new(Severity.Low, "");

    /// <summary>The judgement; of a harmless act low.</summary>
    public CodeReach Judge(PyAct act)
    {
        var (path, first) = Canonical(act.Path);
        if (path.Length == 0) return Fine;
        var last = LastOf(path);
        if (rules.Tails.TryGetValue(last, out var tail) && tail.Severity >= Severity.High && !IsOwnAttribute(act, last)) return Graver(tail, ByPath(path, act));
        if (first == "?" || path.Contains("()")) return tail ?? Fine;
        var found = ByPath(path, act);
        if (found is not null) return tail is null ? found : Graver(tail, found);
        if (tail is not null) return tail;
        if (rules.Harmless.Contains(first) || act.Kind == PyActKind.Set) return Fine;
        return act.Kind switch
        {
            PyActKind.Import => new(Severity.Medium, "is a module of which nothing is known"),
            _ => new(Severity.Medium, "is nothing that is known here"),
        };
    }

    private CodeReach? ByPath(string path, PyAct act)
    {
        // An attribute whose name is computed may be any of the module's.
        if (path is "os.?" or "builtins.?" or "sys.modules.?") return new(Severity.High, "takes something whose name is computed out of it");
        for (var dot = path.Length; dot > 0; dot = path.LastIndexOf('.', dot - 1))
        {
            if (!rules.Paths.TryGetValue(path[..dot], out var reach)) continue;
            // To have the module at hand is no harm yet: what is taken out of it is judged by itself.
            if (dot == path.Length && path.IndexOf('.') < 0 && act.Kind != PyActKind.Call) return reach with { Severity = Bare(reach.Severity, path) };
            return reach.Does == "reads or writes files" ? Files(reach, act) : reach;
        }
        return null;
    }

    private static Severity Bare(Severity severity, string path) => path is "os" or "sys" ? Severity.Low : severity > Severity.Medium ? Severity.Medium : severity;

    // A constant path outside of the model, or a mode that writes.
    private static CodeReach Files(CodeReach reach, PyAct act)
    {
        for (var i = 0; i < act.Arguments.Count; i++)
        {
            if (act.Arguments[i] is not { Length: > 0 } text) continue;
            if (i > 0 && text.Length <= 3 && text.AsSpan().IndexOfAny("wax+") >= 0) return new(Severity.High, "writes a file");
            if (TextKinds.IsOutside(text)) return new(Severity.High, "reads or writes a file outside of the model");
        }
        return reach;
    }

    private (string Path, string First) Canonical(string path)
    {
        var parts = path.Split('.');
        var start = 0;
        for (var i = parts.Length - 1; i > 0 && start == 0; i--)
        {
            if (rules.Walked.Contains(parts[i])) start = i;
        }
        if (parts is ["sys", "modules", _, ..] && start < 2) start = 2;
        var first = rules.Aliases.GetValueOrDefault(parts[start], parts[start]);
        var rest = string.Join('.', parts[(start + 1)..]);
        // A bare name of a built-in is the built-in.
        if (rest.Length == 0 && rules.Paths.ContainsKey("builtins." + first)) return ("builtins." + first, "builtins");
        if (first == "builtins" && rest.Length > 0 && rules.Harmless.Contains(rest)) return (rest, rest);
        return (rest.Length == 0 ? first : first + "." + rest, first);
    }

    private static string LastOf(string path)
    {
        var end = path.EndsWith("()", StringComparison.Ordinal) ? path[..^2] : path;
        return end[(end.LastIndexOf('.') + 1)..];
    }

    // super().__init__ and the like never get here; a class may well define or set its own __code__-like names on itself.
    private static bool IsOwnAttribute(PyAct act, string name) => act.Kind == PyActKind.Set && !name.StartsWith("__", StringComparison.Ordinal);

    private static CodeReach Graver(CodeReach a, CodeReach? b) => b is not null && b.Severity > a.Severity ? b : a;
}
