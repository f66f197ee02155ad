using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Shapes;

namespace Assay.Tests.Unit.OnnxGraph;

/// <summary>A model of a few nodes over one float input <c>x</c>, for tests.</summary>
internal sealed class SmallGraph
{
    private int _next;

    public SmallGraph(Random random, params object[] shape)
    {
        Random = random;
        Model.OperatorSets[""] = 17;
        Model.Graph.Inputs.Add(new()
        {
            Name = "x",
            Type = ElementType.Float,
            Shape = [.. shape.Select(d => d is string name ? Dimension.Symbol(name) : Dimension.Of((int)d))],
        });
    }

    public Random Random { get; }

    public EditableModel Model { get; } = new() { Graph = new() { Name = "small" } };

    /// <summary>The range of the input's numbers.</summary>
    public (double Low, double High) Range { get; private set; } = (-2, 2);

    public SmallGraph Within(double low, double high)
    {
        Range = (low, high);
        return this;
    }

    public string Node(string op, string[] inputs, params (string Name, EditableAttribute Value)[] attributes) => Nodes(op, 1, inputs, attributes)[0];

    public string[] Nodes(string op, int outputs, string[] inputs, params (string Name, EditableAttribute Value)[] attributes)
    {
        var node = new EditableNode { Name = $"n{_next}", Operator = op, Inputs = [.. inputs] };
        for (var i = 0; i < outputs; i++) node.Outputs.Add($"v{_next++}");
        foreach (var (name, value) in attributes) node.Attributes[name] = value;
        Model.Graph.Nodes.Add(node);
        return [.. node.Outputs];
    }

    public string Floats(long[] dims, double low = -1, double high = 1)
    {
        var values = new float[dims.Aggregate(1L, (a, b) => a * b)];
        for (var i = 0; i < values.Length; i++) values[i] = (float)(low + (Random.NextDouble() * (high - low)));
        return Constant(TensorConstant.OfFloats(dims, values));
    }

    public string Scalar(float value) => Constant(TensorConstant.Scalar(value));

    public string Integers(params long[] values) => Constant(TensorConstant.OfIntegers([values.Length], values));

    public string Constant(TensorConstant tensor)
    {
        var name = $"c{_next++}";
        Model.Graph.Initializers[name] = tensor;
        return name;
    }

    public SmallGraph Output(params string[] names)
    {
        foreach (var name in names) Model.Graph.Outputs.Add(new() { Name = name, Type = ElementType.Float });
        return this;
    }
}
