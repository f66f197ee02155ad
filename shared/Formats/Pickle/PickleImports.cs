namespace Assay.Formats.Pickle;

/// <summary>The distinct imports of a file: each is told to the observer once.</summary>
internal sealed class PickleImports(ByteSource source, IPickleObserver observer)
{
    private const int MaxAttributes = 16;
    private readonly Dictionary<(long, long), PickleImport> _byPlace = [];
    private readonly Dictionary<(string, string), PickleImport> _byName = [];

    public int Count => _byName.Count;

    /// <summary>The import that two values name.</summary>
    public PickleImport Named(in PickleValue module, in PickleValue name, long offset, PickleImportKind kind)
    {
        // The same two texts, reached through the memo again and again, are decoded once.
        var place = (module.Number, name.Number);
        var both = module.Kind == PickleValueKind.Text && name.Kind == PickleValueKind.Text;
        if (both && _byPlace.TryGetValue(place, out var known)) return known;
        var import = Resolve(module, name, offset, kind);
        if (both && _byPlace.Count < PickleLimits.Imports) _byPlace[place] = import;
        return import;
    }

    public PickleImport Unresolved(string what, long offset, PickleImportKind kind) => Add(new("", what, offset, kind, false));

    /// <summary><c>getattr(X, "name")</c> is X.name; null where the call is something else.</summary>
    public PickleImport? Attribute(PickleCall call)
    {
        if (call.Callee.Import is not { Name: "getattr", Module: "builtins" or "__builtin__" }) return null;
        var arguments = call.ArgumentList;
        if (arguments.Length is < 2 or > 3 || arguments[0].Import is not { Resolved: true } owner) return null;
        if (PickleText.Read(source, arguments[1], PickleLimits.NameBytes) is not { } name) return null;
        if (owner.Name.AsSpan().Count('.') > MaxAttributes) return null;
        return Add(new(owner.Module, owner.Name.Length == 0 ? name : owner.Name + "." + name, call.Offset, PickleImportKind.Attribute, true));
    }

    private PickleImport Resolve(in PickleValue module, in PickleValue name, long offset, PickleImportKind kind)
    {
        var moduleText = PickleText.Read(source, module, PickleLimits.NameBytes);
        var nameText = PickleText.Read(source, name, PickleLimits.NameBytes);
        if (moduleText is not null && nameText is not null) return Add(new(moduleText, nameText, offset, kind, true));
        return Add(new(moduleText ?? "", nameText ?? "(computed while loading)", offset, kind, false));
    }

    private PickleImport Add(PickleImport import)
    {
        if (_byName.TryGetValue((import.Module, import.Name), out var known)) return known;
        if (_byName.Count == PickleLimits.Imports) observer.Noticed(PickleOddity.LimitReached, import.Offset);
        if (_byName.Count < PickleLimits.Imports) _byName[(import.Module, import.Name)] = import;
        // Beyond the limit each import is told again: the observer judges it, only the table stops growing.
        observer.Imported(import);
        return import;
    }
}
