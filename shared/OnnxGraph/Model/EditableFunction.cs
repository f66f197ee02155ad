namespace Assay.OnnxGraph.Model;

/// <summary>An operator that the model defines itself.</summary>
public sealed class EditableFunction
{
    public required string Name { get; init; }

    public string Domain { get; init; } = "";

    /// <summary>Tells functions of one name apart (IR version 10).</summary>
    public string Overload { get; init; } = "";

    public List<string> Inputs { get; init; } = [];

    public List<string> Outputs { get; init; } = [];

    /// <summary>Names of attributes without a default.</summary>
    public List<string> AttributeNames { get; init; } = [];

    /// <summary>Attributes with a default.</summary>
    public Dictionary<string, EditableAttribute> Defaults { get; init; } = new(StringComparer.Ordinal);

    public List<EditableNode> Nodes { get; init; } = [];

    /// <summary>Operator sets of the body: domain and version.</summary>
    public Dictionary<string, long> OperatorSets { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Fields that are kept as they are.</summary>
    public byte[] Extra { get; init; } = [];
}
