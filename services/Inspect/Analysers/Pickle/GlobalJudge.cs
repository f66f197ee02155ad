using Assay.Formats.Pickle;

namespace Assay.Inspect.Analysers.Pickle;

/// <summary>Judges an import by name: allowed, dangerous, or unknown, which is never fine.</summary>
internal sealed class GlobalJudge(GlobalRules rules)
{
    private static readonly string[] ActiveVerbs =
        ["load", "read", "save", "write", "open", "fetch", "download", "exec", "run", "eval", "import", "pretrained", "url", "file", "call", "shell", "cmd", "spawn",
            "compile", "register", "install", "setattr", "getattr", "apply", "launch", "main", "hub", "pickle"];

    /// <summary>What <paramref name="import"/> reaches.</summary>
    public Reach Judge(PickleImport import)
    {
        if (!import.Resolved) return new(ReachKind.Unresolved, import.ToString(), null, ArgumentRule.Data);
        var (module, name) = Canonical(import.Module, import.Name);
        var path = name.Length == 0 ? module : module + "." + name;
        // dill refers to the globals of the module that a function comes from.
        if (name == "__dict__" && !rules.Dangerous.TryFindPath(module, out _)) return new(ReachKind.UnknownClass, path, null, ArgumentRule.Data);
        if (HasDunder(name) && !rules.Allowed.TryFind(module, name, out _))
            return new(ReachKind.Dangerous, path, "reaches Python's internals", ArgumentRule.Data);
        if (rules.Allowed.TryFind(module, name, out var arguments)) return new(ReachKind.Harmless, path, null, arguments);
        if (rules.ByValue.TryFindPath(path, out var does, out var byValue) && !(rules.Dangerous.TryFindPath(path, out _, out var closer) && closer >= byValue))
            return new(ReachKind.CodeByValue, path, does, ArgumentRule.Data);
        // Of a dangerous part of a harmless package and a harmless part of a dangerous one, the closer one counts.
        if (rules.Dangerous.TryFindPath(path, out does, out var length) && length > AllowedPackage(module, name)) return new(ReachKind.Dangerous, path, does, ArgumentRule.Data);
        if (import.Kind == PickleImportKind.Attribute && IsAttributeOfAllowed(module, name)) return new(ReachKind.Harmless, path, null, ArgumentRule.Package, IsMember: true);
        if (rules.Telling.TryGetValue(name[(name.LastIndexOf('.') + 1)..], out does)) return new(ReachKind.Dangerous, path, does, ArgumentRule.Data);
        if (IsAllowedClass(module, name)) return new(ReachKind.Harmless, path, null, ArgumentRule.Package);
        if (LooksLikeClass(name)) return new(ReachKind.UnknownClass, path, null, ArgumentRule.Data);
        return new(ReachKind.UnknownFunction, path, null, ArgumentRule.Data, IsVouched: IsVouchedFunction(module, name));
    }

    /// <summary>True for a name that tells by itself: <c>system</c>.</summary>
    public bool IsTelling(string name) => rules.Telling.ContainsKey(name) || rules.Walked.Contains(name);

    // A module reached through another one is that module: random._os.system is os.system.
    private (string Module, string Name) Canonical(string module, string name)
    {
        if (name.Contains('.'))
        {
            var parts = name.Split('.');
            for (var i = parts.Length - 1; i >= 0; i--)
            {
                if (!rules.Walked.Contains(parts[i])) continue;
                (module, name) = (ModuleOf(parts[i]), string.Join('.', parts[(i + 1)..]));
                break;
            }
        }
        else if (rules.Walked.Contains(name) && module != "builtins") (module, name) = (ModuleOf(name), "");
        if (rules.Aliases.TryGetValue(module, out var alias)) return (alias, name);
        var dot = module.IndexOf('.');
        return dot > 0 && rules.Aliases.TryGetValue(module[..dot], out alias) ? (alias + module[dot..], name) : (module, name);
    }

    private static string ModuleOf(string word) => word.Trim('_') is "builtin" or "builtins" ? "builtins" : word.TrimStart('_');

    private bool IsAllowedClass(string module, string name) => AllowedPackage(module, name) > 0;

    // Scores, activations and initialisers are named by honest models: f_classif, gelu_new. What fetches, reads or runs something is not.
    private bool IsVouchedFunction(string module, string name)
    {
        if (PackageOf(module) == 0 || name.Contains('.')) return false;
        foreach (var verb in ActiveVerbs)
        {
            if (name.Contains(verb, StringComparison.OrdinalIgnoreCase)) return false;
        }
        return true;
    }

    // Length of the name of the package that vouches for a class; 0 where there is none.
    private int AllowedPackage(string module, string name)
    {
        return LooksLikeClass(name) ? PackageOf(module) : 0;
    }

    private int PackageOf(string module)
    {
        for (var dot = module.Length; dot > 0; dot = module.LastIndexOf('.', dot - 1))
        {
            if (rules.Packages.Contains(module[..dot])) return dot;
        }
        return 0;
    }

    // getattr(Class, "member") of something harmless is harmless: bound methods and members of enumerations are pickled so.
    private bool IsAttributeOfAllowed(string module, string name)
    {
        var dot = name.LastIndexOf('.');
        if (dot < 0) return false;
        var owner = name[..dot];
        return IsAllowedClass(module, owner) || rules.Allowed.TryFind(module, owner, out _);
    }

    private static bool LooksLikeClass(string name)
    {
        foreach (var part in name.Split('.'))
        {
            var letters = part.TrimStart('_');
            if (letters.Length == 0 || !char.IsUpper(letters[0])) return false;
        }
        return true;
    }

    private static bool HasDunder(string name)
    {
        foreach (var part in name.Split('.'))
        {
            if (part.Length > 4 && part.StartsWith("__", StringComparison.Ordinal) && part.EndsWith("__", StringComparison.Ordinal)) return true;
        }
        return false;
    }
}
