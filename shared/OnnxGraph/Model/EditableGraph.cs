namespace Assay.OnnxGraph.Model;

/// <summary>Nodes, the constants they use, and what goes in and out.</summary>
public sealed class EditableGraph
{
    public string Name { get; set; } = "";

    public List<EditableNode> Nodes { get; init; } = [];

    /// <summary>Constants by name. A name that is an input too is a default value that a caller may replace.</summary>
    public Dictionary<string, TensorConstant> Initializers { get; init; } = new(StringComparer.Ordinal);

    public List<ValueInfo> Inputs { get; init; } = [];

    public List<ValueInfo> Outputs { get; init; } = [];

    /// <summary>Declared shapes of intermediate values. Hints of the exporter: nothing here relies on them.</summary>
    public List<ValueInfo> Values { get; init; } = [];

    /// <summary>Fields that are kept as they are: documentation, quantisation annotations, sparse constants.</summary>
    public byte[] Extra { get; set; } = [];

    /// <summary>The node that gives a value; null for inputs and constants.</summary>
    public EditableNode? Producer(string value) => Nodes.Find(n => n.Outputs.Contains(value));

    /// <summary>A copy that may be changed without changing this graph. Constants are shared, for they do not change.</summary>
    public EditableGraph Copy() => new()
    {
        Name = Name,
        Nodes = [.. Nodes.Select(n => n.Copy())],
        Initializers = new(Initializers, StringComparer.Ordinal),
        Inputs = [.. Inputs],
        Outputs = [.. Outputs],
        Values = [.. Values],
        Extra = Extra,
    };
}
