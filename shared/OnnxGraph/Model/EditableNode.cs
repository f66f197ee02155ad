using System.Text;

namespace Assay.OnnxGraph.Model;

/// <summary>One operation. Names are untrusted; an empty input or output is one that is left out.</summary>
public sealed class EditableNode
{
    public string Name { get; set; } = "";

    public required string Operator { get; set; }

    /// <summary>Empty for the standard operators.</summary>
    public string Domain { get; set; } = "";

    public List<string> Inputs { get; init; } = [];

    public List<string> Outputs { get; init; } = [];

    /// <summary>By name, in the order of the file.</summary>
    public Dictionary<string, EditableAttribute> Attributes { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Fields that are kept as they are.</summary>
    public byte[] Extra { get; init; } = [];

    /// <summary>True for a standard operator of this name.</summary>
    public bool Is(string op) => Operator == op && Domain.Length == 0;

    /// <summary>The name of an input; empty where it is left out.</summary>
    public string Input(int index) => index < Inputs.Count ? Inputs[index] : "";

    public string Output(int index) => index < Outputs.Count ? Outputs[index] : "";

    public long Integer(string name, long fallback) =>
        Attributes.TryGetValue(name, out var a) && a.Kind == AttributeKind.Integer ? a.Integer : fallback;

    public float Number(string name, float fallback) =>
        Attributes.TryGetValue(name, out var a) && a.Kind == AttributeKind.Number ? a.Number : fallback;

    public string Text(string name, string fallback) =>
        Attributes.TryGetValue(name, out var a) && a is { Kind: AttributeKind.Text, Texts.Count: 1 } ? Encoding.UTF8.GetString(a.Texts[0]) : fallback;

    /// <summary>A list of whole numbers; null where there is none.</summary>
    public IReadOnlyList<long>? Integers(string name) =>
        Attributes.TryGetValue(name, out var a) && a.Kind == AttributeKind.Integers ? a.Integers : null;

    public TensorConstant? Tensor(string name) =>
        Attributes.TryGetValue(name, out var a) && a is { Kind: AttributeKind.Tensor, Tensors.Count: 1 } ? a.Tensors[0].Value : null;

    /// <summary>What a person looks for in the graph: the operator, and the node's name or else its first output.</summary>
    public override string ToString() =>
        $"{(Domain.Length == 0 ? "" : Domain + ".")}{Operator} '{(Name.Length > 0 ? Name : Outputs.FirstOrDefault(""))}'";

    /// <summary>A copy whose lists may be changed.</summary>
    public EditableNode Copy() => new()
    {
        Name = Name,
        Operator = Operator,
        Domain = Domain,
        Inputs = [.. Inputs],
        Outputs = [.. Outputs],
        Attributes = new(Attributes, StringComparer.Ordinal),
        Extra = Extra,
    };
}
