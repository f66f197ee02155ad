namespace Assay.Formats.PythonSource;

/// <summary>A node of a Python syntax tree.</summary>
public sealed class PythonNode
{
    private static readonly IReadOnlyList<PythonNode> None = [];

    public PythonNode(PythonNodeKind kind, int at, int line, string text = "", IReadOnlyList<PythonNode>? items = null)
    {
        Kind = kind;
        At = at;
        Line = line;
        Text = text;
        Items = items ?? None;
        foreach (var item in Items) Height = Math.Max(Height, item.Height + 1);
    }

    /// <summary>What it is; says what <see cref="Text"/> and <see cref="Items"/> hold.</summary>
    public PythonNodeKind Kind { get; }

    /// <summary>Character at which it begins.</summary>
    public int At { get; }

    /// <summary>Line at which it begins, from 1.</summary>
    public int Line { get; }

    public string Text { get; }

    public IReadOnlyList<PythonNode> Items { get; }

    /// <summary>Levels below this node; the parser bounds it, so that whoever walks the tree may recurse.</summary>
    public int Height { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Text}";
}
