namespace Assay.Formats.Pickle;

/// <summary>The distinct imports of a file: each is told to the observer once.</summary>
internal sealed class PickleImports(ByteSource source, IPickleObserver observer)
{
    private readonly Dictionary<(long, long), PickleImport> _byPlace = [];
    private readonly Dictionary<(string, string), PickleImport> _byName = [];
    private readonly Dictionary<byte[], PickleImport>.AlternateLookup<ReadOnlySpan<byte>> _byLines =
        new Dictionary<byte[], PickleImport>(BytesEquality.Ordinal).GetAlternateLookup<ReadOnlySpan<byte>>();

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

    /// <summary>The import that two lines of an opcode name; the same lines, written again and again, are decoded once.</summary>
    public PickleImport Written(ReadOnlySpan<byte> lines, in PickleValue module, in PickleValue name, long offset, PickleImportKind kind)
    {
        if (_byLines.TryGetValue(lines, out var known)) return known;
        var import = Resolve(module, name, offset, kind);
        if (_byLines.Dictionary.Count < PickleLimits.Imports) _byLines[lines] = import;
        return import;
    }

    public PickleImport Unresolved(string what, long offset, PickleImportKind kind) => Add(new("", what, offset, kind, false));

    /// <summary>What a call returns that only names something: <c>getattr(X, "name")</c> is X.name; null where the call is something else.</summary>
    public PickleImport? NamedBy(PickleCall call)
    {
        if (call.Callee.Import is not { Resolved: true } callee || call.Kind == PickleCallKind.Build) return null;
        return PickleNaming.Of(source, callee, call) is not { } named ? null : Add(named with { Offset = call.Offset, Via = call });
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
