using System.Diagnostics.CodeAnalysis;

namespace Assay.Inspect.Analysers.Pickle;

/// <summary>
/// Looks up names in modules. A module listed with <c>*</c> for its names stands for its submodules, too; a module or a name that ends in an
/// asterisk is a prefix.
/// </summary>
internal sealed class NameTable<T>
{
    private readonly Dictionary<(string Module, string Name), T> _exact = [];
    private readonly Dictionary<string, T> _whole = new(StringComparer.Ordinal);
    private readonly List<(string Module, string Name, T Value)> _prefixes = [];

    public void Add(string module, string name, T value)
    {
        if (module.EndsWith('*') || (name.Length > 1 && name.EndsWith('*'))) _prefixes.Add((module, name, value));
        else if (name == "*") _whole[module] = value;
        else _exact[(module, name)] = value;
    }

    /// <summary>Finds a name by itself or by a prefix.</summary>
    public bool TryFind(string module, string name, [MaybeNullWhen(false)] out T value)
    {
        if (_exact.TryGetValue((module, name), out value) || _whole.TryGetValue(module, out value)) return true;
        foreach (var entry in _prefixes)
        {
            if (!Matches(entry.Module, module) || !Matches(entry.Name, name)) continue;
            value = entry.Value;
            return true;
        }
        return false;
    }

    /// <summary>Finds a full dotted path: by a listed name in it, or by a listed module that it lies in.</summary>
    public bool TryFindPath(string path, [MaybeNullWhen(false)] out T value) => TryFindPath(path, out value, out _);

    /// <inheritdoc cref="TryFindPath(string, out T)"/>
    public bool TryFindPath(string path, [MaybeNullWhen(false)] out T value, out int length)
    {
        for (var dot = path.Length; dot > 0; dot = path.LastIndexOf('.', dot - 1))
        {
            var head = path[..dot];
            length = dot;
            if (_whole.TryGetValue(head, out value)) return true;
            var split = head.LastIndexOf('.');
            if (split > 0 && TryFind(head[..split], head[(split + 1)..], out value)) return true;
        }
        length = 0;
        value = default;
        return false;
    }

    private static bool Matches(string pattern, string text) =>
        pattern.EndsWith('*') ? text.StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal) : pattern == text;
}
