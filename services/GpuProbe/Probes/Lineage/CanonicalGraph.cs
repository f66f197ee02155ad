using Assay.OnnxGraph.Model;

namespace Assay.GpuProbe.Probes.Lineage;

/// <summary>
/// A graph without what conversions change: casts between number types, pairs of QuantizeLinear and DequantizeLinear, dynamic quantisation, constants in nodes.
/// Two exports of one network in different precision come out with the same nodes.
/// </summary>
internal sealed class CanonicalGraph
{
    private readonly Dictionary<string, string> _same = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Weight> _weights = new(StringComparer.Ordinal);

    /// <summary>Values that are a number to multiply an integer product with: the constant part of it by name, or empty.</summary>
    private readonly Dictionary<string, string> _steps = new(StringComparer.Ordinal);

    /// <summary>Integer products by their output: the name of the constant that holds codes.</summary>
    private readonly Dictionary<string, string> _products = new(StringComparer.Ordinal);

    private readonly List<CanonicalNode> _nodes = [];

    public CanonicalGraph(EditableGraph graph)
    {
        foreach (var (name, tensor) in graph.Initializers) _weights[name] = new(name, tensor);
        Inputs = [.. graph.Inputs.Select(i => i.Name).Where(n => !graph.Initializers.ContainsKey(n))];
        foreach (var node in FlowOrder.Of(graph)) Add(node);
        Outputs = [.. graph.Outputs.Select(o => Resolve(o.Name))];
    }

    /// <summary>Each after those whose values it takes.</summary>
    public IReadOnlyList<CanonicalNode> Nodes => _nodes;

    public IReadOnlyList<string> Inputs { get; }

    public IReadOnlyList<string> Outputs { get; }

    public IReadOnlyDictionary<string, Weight> Weights => _weights;

    private string Resolve(string value)
    {
        while (_same.TryGetValue(value, out var first)) value = first;
        return value;
    }

    private void Add(EditableNode node)
    {
        List<string> inputs = [.. node.Inputs.Select(Resolve)];
        switch (node.Operator)
        {
            case "Constant" when node.Output(0).Length > 0:
                _weights[node.Output(0)] = new(node.Output(0), node.Tensor("value") ?? Scalar(node));
                return;
            case "DequantizeLinear" when inputs.Count >= 2 && _weights.TryGetValue(inputs[0], out var codes):
                _weights[node.Output(0)] = codes with { Name = node.Output(0), Scale = Reals(inputs[1]), Zero = Whole(inputs.ElementAtOrDefault(2)), Axis = AxisOf(node, codes) };
                return;
            case "Identity" or "Cast" or "Dropout" or "QuantizeLinear" or "DequantizeLinear" when inputs.Count > 0:
                _same[node.Output(0)] = inputs[0];
                return;
            case "DynamicQuantizeLinear" when inputs.Count > 0:
                _same[node.Output(0)] = inputs[0];
                if (node.Output(1).Length > 0) _steps[node.Output(1)] = "";
                return;
            case "MatMulInteger" or "ConvInteger" when inputs.Count >= 2 && _weights.ContainsKey(inputs[1]):
                _products[node.Output(0)] = inputs[1];
                if (Whole(inputs.ElementAtOrDefault(3)) is { } zero) _weights[inputs[1]] = _weights[inputs[1]] with { Zero = zero };
                _nodes.Add(new(node, node.Operator == "MatMulInteger" ? "MatMul" : "Conv", [.. inputs.Take(2)], [.. node.Outputs]));
                return;
            case "Mul" when inputs.Count == 2 && (Scaled(node, inputs[0], inputs[1]) || Scaled(node, inputs[1], inputs[0])):
                return;
        }
        inputs.AddRange(FlowOrder.Captured(node).Select(Resolve));
        _nodes.Add(new(node, node.Domain.Length == 0 ? node.Operator : $"{node.Domain}.{node.Operator}", inputs, [.. node.Outputs.Where(o => o.Length > 0)]));
    }

    /// <summary>The steps of a dynamic quantisation: of the input times those of the weights, then of both times the integer product.</summary>
    private bool Scaled(EditableNode node, string step, string other)
    {
        if (!_steps.TryGetValue(step, out var constant)) return false;
        if (_products.TryGetValue(other, out var codes))
        {
            if (constant.Length > 0 && Reals(constant) is { } scale)
                _weights[codes] = _weights[codes] with { Scale = scale, Axis = _weights[codes].Dims.Count - 1, Zero = Spread(_weights[codes].Zero, scale.Length) };
            _same[node.Output(0)] = other;
            return true;
        }
        if (!_weights.ContainsKey(other)) return false;
        _steps[node.Output(0)] = other;
        return true;
    }

    private static long[]? Spread(long[]? zero, int count) => zero is [var one] && count > 1 ? [.. Enumerable.Repeat(one, count)] : zero;

    private static int AxisOf(EditableNode node, Weight codes)
    {
        var axis = node.Integer("axis", 1);
        if (axis < 0) axis += codes.Dims.Count;
        return (int)Math.Clamp(axis, 0, Math.Max(0, codes.Dims.Count - 1));
    }

    private float[]? Reals(string name) => _weights.TryGetValue(name, out var weight) ? weight.Read() : null;

    private long[]? Whole(string? name) => name is { Length: > 0 } && _weights.TryGetValue(name, out var weight) ? weight.Tensor.ToIntegers() : null;

    private static TensorConstant Scalar(EditableNode node) =>
        node.Attributes.ContainsKey("value_float") ? TensorConstant.Scalar(node.Number("value_float", 0)) : new() { Type = ElementType.Undefined, Dims = [], HasData = false };
}
