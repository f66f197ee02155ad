using System.Text;

namespace Assay.OnnxGraph.Model;

/// <summary>A parameter of a node. Facts do not change; an edit puts another attribute in its place.</summary>
public sealed record EditableAttribute
{
    public required AttributeKind Kind { get; init; }

    public long Integer { get; init; }

    public float Number { get; init; }

    public IReadOnlyList<long> Integers { get; init; } = [];

    public IReadOnlyList<float> Numbers { get; init; } = [];

    /// <summary>One text, or a list of them. UTF-8 by convention only.</summary>
    public IReadOnlyList<byte[]> Texts { get; init; } = [];

    /// <summary>One tensor, or a list of them, with their names.</summary>
    public IReadOnlyList<KeyValuePair<string, TensorConstant>> Tensors { get; init; } = [];

    /// <summary>One graph, or a list of them.</summary>
    public IReadOnlyList<EditableGraph> Graphs { get; init; } = [];

    /// <summary>In a function's body: the function's attribute that gives the value; empty otherwise.</summary>
    public string Reference { get; init; } = "";

    /// <summary>Fields that are kept as they are.</summary>
    public byte[] Extra { get; init; } = [];

    public static EditableAttribute Of(long value) => new() { Kind = AttributeKind.Integer, Integer = value };

    public static EditableAttribute Of(float value) => new() { Kind = AttributeKind.Number, Number = value };

    public static EditableAttribute Of(string value) => new() { Kind = AttributeKind.Text, Texts = [Encoding.UTF8.GetBytes(value)] };

    public static EditableAttribute Of(IReadOnlyList<long> values) => new() { Kind = AttributeKind.Integers, Integers = values };

    public static EditableAttribute Of(TensorConstant value) => new() { Kind = AttributeKind.Tensor, Tensors = [new("", value)] };
}
