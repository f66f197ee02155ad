using Assay.OnnxGraph.Model;

namespace Assay.Tests.Fuzz;

/// <summary>Changes the structure of ONNX models as an attacker would: circles, impossible shapes, deep branches, endless loops, other files' data.</summary>
internal sealed class GraphMutator(int seed)
{
    private static readonly long[] Sizes = [0, -1, 1, 2, 65_537, int.MaxValue, 1L << 40, long.MaxValue];

    private static readonly string[] Operators =
        ["Relu", "Add", "Where", "Gather", "Reshape", "Expand", "Tile", "ConstantOfShape", "Loop", "If", "Scan", "TopK", "NonMaxSuppression", "Einsum", "Resize", "Pad", "Nobody"];

    private readonly Random _random = new(seed);

    /// <summary>A changed copy; null where the bytes are no model that can be rewritten.</summary>
    public byte[]? Next(byte[] bytes)
    {
        if (!EditableModel.Read(bytes).Succeeded || EditableModel.Read(bytes).Value is not { } model || model.Graph.Nodes.Count == 0) return null;
        for (var n = 1 + _random.Next(4); n > 0; n--) Mutate(model.Graph);
        return model.Write();
    }

    private void Mutate(EditableGraph graph)
    {
        var node = graph.Nodes[_random.Next(graph.Nodes.Count)];
        var other = graph.Nodes[_random.Next(graph.Nodes.Count)];
        switch (_random.Next(9))
        {
            case 0 when node.Inputs.Count > 0 && other.Outputs.Count > 0:
                // Often a circle.
                node.Inputs[_random.Next(node.Inputs.Count)] = other.Outputs[0];
                break;
            case 1:
                node.Operator = Operators[_random.Next(Operators.Length)];
                break;
            case 2:
                Resize(graph);
                break;
            case 3:
                Deepen(node, other, 1 + _random.Next(12));
                break;
            case 4:
                Repeat(graph, node);
                break;
            case 5 when graph.Initializers.Count > 0:
                var name = graph.Initializers.Keys.ElementAt(_random.Next(graph.Initializers.Count));
                // external_data: location = ../../../../etc/passwd; data_location = EXTERNAL
                byte[] elsewhere = [0x6a, 0x26, 0x0a, 0x08, .. "location"u8, 0x12, 0x1a, .. "../../../../../etc/passwd"u8, (byte)' ', 0x70, 0x01];
                graph.Initializers[name] = graph.Initializers[name] with { HasData = false, Data = default, Extra = elsewhere };
                break;
            case 6:
                foreach (var attribute in node.Attributes.Keys.ToList()) node.Attributes[attribute] = EditableAttribute.Of(Sizes[_random.Next(Sizes.Length)]);
                break;
            case 7:
                graph.Nodes.Remove(node);
                if (graph.Nodes.Count == 0) graph.Nodes.Add(node);
                break;
            default:
                if (node.Outputs.Count > 0 && other.Outputs.Count > 0) node.Outputs[0] = other.Outputs[0];
                break;
        }
    }

    private void Resize(EditableGraph graph)
    {
        if (graph.Initializers.Count == 0) return;
        var name = graph.Initializers.Keys.ElementAt(_random.Next(graph.Initializers.Count));
        var tensor = graph.Initializers[name];
        graph.Initializers[name] = _random.Next(2) == 0
            ? tensor with { Dims = [.. tensor.Dims.Select(d => _random.Next(2) == 0 ? Sizes[_random.Next(Sizes.Length)] : d)] }
            : TensorConstant.OfIntegers([2], [Sizes[_random.Next(Sizes.Length)], Sizes[_random.Next(Sizes.Length)]]);
    }

    private static void Deepen(EditableNode node, EditableNode inner, int depth)
    {
        var body = new EditableGraph { Name = "body", Nodes = { inner.Copy() }, Outputs = { new() { Name = inner.Output(0) } } };
        for (; depth > 0; depth--)
        {
            var branch = new EditableAttribute { Kind = AttributeKind.Graph, Graphs = [body] };
            var choice = new EditableNode { Operator = "If", Inputs = { node.Input(0) }, Outputs = { inner.Output(0) } };
            choice.Attributes["then_branch"] = branch;
            choice.Attributes["else_branch"] = branch;
            body = new EditableGraph { Name = "body", Nodes = { choice }, Outputs = { new() { Name = inner.Output(0) } } };
        }
        node.Operator = "If";
        node.Attributes.Clear();
        node.Attributes["then_branch"] = new EditableAttribute { Kind = AttributeKind.Graph, Graphs = [body] };
        node.Attributes["else_branch"] = new EditableAttribute { Kind = AttributeKind.Graph, Graphs = [body] };
    }

    /// <summary>A Loop with a gigantic count around nothing, before a node's input.</summary>
    private void Repeat(EditableGraph graph, EditableNode node)
    {
        if (node.Inputs.Count == 0) return;
        var id = _random.Next();
        graph.Initializers[$"count{id}"] = TensorConstant.OfIntegers([], [Sizes[^(1 + _random.Next(3))]]);
        graph.Initializers[$"go{id}"] = TensorConstant.OfWhole(ElementType.Bool, [], [1]);
        var body = new EditableGraph
        {
            Name = "body",
            Inputs = { new() { Name = "i", Type = ElementType.Int64 }, new() { Name = "c", Type = ElementType.Bool }, new() { Name = "v", Type = ElementType.Float } },
            Nodes =
            {
                new() { Operator = "Identity", Inputs = { "c" }, Outputs = { "c2" } },
                new() { Operator = "Identity", Inputs = { "v" }, Outputs = { "v2" } },
            },
            Outputs = { new() { Name = "c2", Type = ElementType.Bool }, new() { Name = "v2", Type = ElementType.Float } },
        };
        var loop = new EditableNode { Operator = "Loop", Inputs = { $"count{id}", $"go{id}", node.Inputs[0] }, Outputs = { $"looped{id}" } };
        loop.Attributes["body"] = new EditableAttribute { Kind = AttributeKind.Graph, Graphs = [body] };
        graph.Nodes.Insert(graph.Nodes.IndexOf(node), loop);
        node.Inputs[0] = $"looped{id}";
    }
}
