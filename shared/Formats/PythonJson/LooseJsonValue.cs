namespace Assay.Formats.PythonJson;

/// <summary>A value of a document. An object keeps members of the same name side by side, since readers differ in which of them they take.</summary>
/// <param name="kind">What it is.</param>
/// <param name="text">Of a text, escapes resolved; of a literal, as written.</param>
/// <param name="offset">In characters from the start of the document.</param>
public sealed class LooseJsonValue(LooseJsonKind kind, string text, int offset)
{
    private readonly List<LooseJsonValue> _items = [];
    private readonly List<string> _names = [];

    public LooseJsonKind Kind => kind;

    public string Text => text;

    public int Offset => offset;

    /// <summary>Elements of an array, values of an object's members.</summary>
    public IReadOnlyList<LooseJsonValue> Items => _items;

    /// <summary>Names of an object's members, in step with <see cref="Items"/>.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The member that Python takes: the last of its name; null where there is none.</summary>
    public LooseJsonValue? this[string name]
    {
        get
        {
            for (var i = _names.Count - 1; i >= 0; i--)
            {
                if (_names[i] == name) return _items[i];
            }
            return null;
        }
    }

    /// <summary>The text of a member; null where there is none or it is not a text.</summary>
    public string? TextOf(string name) => this[name] is { Kind: LooseJsonKind.Text } value ? value.Text : null;

    /// <summary>All members of a name.</summary>
    public IEnumerable<LooseJsonValue> All(string name)
    {
        for (var i = 0; i < _names.Count; i++)
        {
            if (_names[i] == name) yield return _items[i];
        }
    }

    internal void Add(string? name, LooseJsonValue value)
    {
        if (name is not null) _names.Add(name);
        _items.Add(value);
    }
}
