using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.PythonSource;

/// <summary>What the names of Python reach: one list for code, configurations and notebooks, read from the embedded <c>python-reach.json</c>.</summary>
internal sealed class PythonReach
{
    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower };

    private readonly FrozenDictionary<string, string> _aliases;
    private readonly FrozenSet<string> _walked;
    private readonly FrozenSet<string> _builtins;
    private readonly FrozenDictionary<string, PythonReachKind> _exact;
    private readonly (string Prefix, PythonReachKind Kind)[] _prefixes;
    private readonly FrozenSet<string> _modules;

    private PythonReach(Sha256Digest digest, PythonReachFile file)
    {
        Digest = digest;
        _aliases = file.Aliases.ToFrozenDictionary(StringComparer.Ordinal);
        _walked = Words(file.Walked).ToFrozenSet(StringComparer.Ordinal);
        _builtins = Words(file.Builtins).ToFrozenSet(StringComparer.Ordinal);
        Tools = Words(file.Tools).ToFrozenSet(StringComparer.Ordinal);
        RiskyTools = Words(file.RiskyTools).ToFrozenSet(StringComparer.Ordinal);
        var exact = new Dictionary<string, PythonReachKind>(StringComparer.Ordinal);
        var prefixes = new List<(string, PythonReachKind)>();
        foreach (var (key, names) in file.Kinds)
        {
            var kind = Enum.Parse<PythonReachKind>(key.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
            foreach (var name in Words(names))
            {
                if (name.EndsWith('*')) prefixes.Add((name[..^1], kind));
                else exact.TryAdd(name, kind);
            }
        }
        _exact = exact.ToFrozenDictionary(StringComparer.Ordinal);
        _prefixes = [.. prefixes];
        _modules = exact.Keys.Select(k => k[..Math.Max(0, k.LastIndexOf('.'))]).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>The one list of this process.</summary>
    public static PythonReach Shared { get; } = Load();

    /// <summary>SHA-256 of the file: part of the key of every fact that rests on it.</summary>
    public Sha256Digest Digest { get; }

    /// <summary>Programs that ask about the machine, or build and convert.</summary>
    public FrozenSet<string> Tools { get; }

    /// <summary>Programs that honest code starts as well, and that can do anything.</summary>
    public FrozenSet<string> RiskyTools { get; }

    public bool IsBuiltin(string name) => _builtins.Contains(name);

    /// <summary>True for a module whose functions the list names.</summary>
    public bool IsSharpModule(string path) => path is "os" or "sys" or "subprocess" or "builtins" or "ctypes" or "socket" or "shutil" or "pty" || (_modules.Contains(path) && _walked.Contains(path));

    /// <summary>The name under which the list knows a path: aliases resolved, and modules that are reached through others.</summary>
    public string Canonical(string path)
    {
        for (var i = 0; i < 8; i++)
        {
            var dot = path.IndexOf('.', StringComparison.Ordinal);
            var head = dot < 0 ? path : path[..dot];
            if (_aliases.TryGetValue(head, out var alias)) path = alias + (dot < 0 ? "" : path[dot..]);
            else if (Longer(path) is { } longer) path = longer;
            else break;
        }
        var parts = path.Split('.');
        for (var i = parts.Length - 1; i > 0; i--)
        {
            var module = parts[i].Replace("()", "", StringComparison.Ordinal);
            if (!_walked.Contains(module) || parts[i].Length != module.Length || parts[i - 1] == parts[i]) continue;
            // "random._os.system" is "os.system"; "self.os" is whatever the class put there.
            var name = module.TrimStart('_') is "builtin" ? "builtins" : module.TrimStart('_');
            if (module.Contains("builtins", StringComparison.Ordinal)) name = "builtins";
            return Canonical(string.Join('.', parts[i..]).Replace(module, name, StringComparison.Ordinal));
        }
        return path;
    }

    private string? Longer(string path)
    {
        foreach (var (name, target) in _aliases)
        {
            if (name.Contains('.', StringComparison.Ordinal) && path.StartsWith(name, StringComparison.Ordinal) && (path.Length == name.Length || path[name.Length] == '.'))
                return target + path[name.Length..];
        }
        return null;
    }

    /// <summary>What a canonical path reaches.</summary>
    public PythonReachKind KindOf(string path)
    {
        if (_exact.TryGetValue(path, out var kind)) return kind;
        if (IsResult(path)) return PythonReachKind.Nothing;
        foreach (var (prefix, of) in _prefixes)
        {
            if (path.StartsWith(prefix, StringComparison.Ordinal)) return of;
        }
        // eval.__call__ is eval; a partial application of it is judged where it is made.
        return path.EndsWith(".__call__", StringComparison.Ordinal) ? KindOf(path[..^9]) : PythonReachKind.Nothing;
    }

    // os.popen(…).readline() reads what a command has written: the command was judged, its words are data.
    private static bool IsResult(string path) =>
        path.Contains("()", StringComparison.Ordinal)
        && (path.StartsWith("os.popen", StringComparison.Ordinal) || path.StartsWith("os.posix_spawn", StringComparison.Ordinal) || path.StartsWith("os.spawn", StringComparison.Ordinal)
            || path.StartsWith("subprocess.", StringComparison.Ordinal));

    private static PythonReach Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("python-reach.json")
            ?? throw new InvalidOperationException("The resource python-reach.json is missing from the assembly: rebuild the service.");
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        var bytes = memory.ToArray();
        return new(Sha256Digest.FromBytes(SHA256.HashData(bytes)), JsonSerializer.Deserialize<PythonReachFile>(bytes, Names)!);
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
