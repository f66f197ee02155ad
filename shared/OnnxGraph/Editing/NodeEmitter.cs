using System.Globalization;
using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Shapes;

namespace Assay.OnnxGraph.Editing;

/// <summary>Adds nodes to a graph under fresh names and keeps what is known of their shapes. Constants that are equal are one.</summary>
public sealed class NodeEmitter(EditableModel model, NameSupply names, ShapeInference facts, List<EditableNode> target)
{
    private readonly Dictionary<string, string> _constants = new(StringComparer.Ordinal);

    /// <summary>Put in front of the names of the nodes that are added, for people who look at the graph.</summary>
    public string Prefix { get; set; } = "assay";

    public NameSupply Names => names;

    public ShapeInference Facts => facts;

    /// <summary>Adds a node with one output and gives the output's name.</summary>
    public string Add(string op, params ReadOnlySpan<string> inputs) => Add(op, inputs, []);

    /// <summary>Adds a node with one output and attributes, and gives the output's name.</summary>
    public string Add(string op, ReadOnlySpan<string> inputs, params ReadOnlySpan<(string Name, EditableAttribute Value)> attributes)
    {
        var output = names.Fresh($"{Prefix}_{op}");
        Place(op, [.. inputs], [output], [.. attributes]);
        return output;
    }

    /// <summary>Adds a node with several outputs and gives their names.</summary>
    public string[] AddMany(string op, int outputs, ReadOnlySpan<string> inputs,
        params ReadOnlySpan<(string Name, EditableAttribute Value)> attributes)
    {
        var result = new string[outputs];
        for (var i = 0; i < outputs; i++) result[i] = names.Fresh($"{Prefix}_{op}");
        Place(op, [.. inputs], result, [.. attributes]);
        return result;
    }

    /// <summary>Adds a node that gives values of names that are already used.</summary>
    public void Place(string op, IReadOnlyList<string> inputs, IReadOnlyList<string> outputs,
        IReadOnlyList<(string Name, EditableAttribute Value)> attributes)
    {
        var node = new EditableNode { Name = names.Fresh(Prefix), Operator = op, Inputs = [.. inputs], Outputs = [.. outputs] };
        foreach (var (name, value) in attributes) node.Attributes[name] = value;
        target.Add(node);
        facts.Visit([node]);
    }

    public string Scalar(float value) =>
        Constant($"f{BitConverter.SingleToInt32Bits(value).ToString(CultureInfo.InvariantCulture)}", TensorConstant.Scalar(value));

    /// <summary>A list of whole numbers.</summary>
    public string Integers(params ReadOnlySpan<long> values)
    {
        var list = values.ToArray();
        return Constant($"i{string.Join(',', list)}", TensorConstant.OfIntegers([list.Length], list));
    }

    public string Integer(long value) => Constant(string.Create(CultureInfo.InvariantCulture, $"s{value}"), TensorConstant.OfIntegers([], [value]));

    public string Constant(TensorConstant tensor)
    {
        var name = names.Fresh($"{Prefix}_constant");
        model.Graph.Initializers[name] = tensor;
        facts.Set(name, ValueFact.Of(tensor));
        return name;
    }

    /// <summary>The shape of a value: a constant where it is known, or a node that gives it.</summary>
    public string ShapeOf(string value) => facts[value].Sizes is { } sizes ? Integers(sizes) : Add("Shape", value);

    /// <summary>One dimension of a value as a list of one.</summary>
    public string DimensionOf(string value, int axis) => facts[value].Shape is { } shape && axis < shape.Count && shape[axis].Size is { } size
        ? Integers(size)
        : Add("Gather", Add("Shape", value), Integers(axis));

    private string Constant(string key, TensorConstant tensor) =>
        _constants.TryGetValue(key, out var name) ? name : _constants[key] = Constant(tensor);
}
