using Assay.Formats.Onnx;
using Assay.Formats.TensorFlow;

namespace Assay.Inspect.Analysers.TensorFlow;

/// <summary>
/// A graph in the words of ONNX, as far as the search for switches needs them: what compares, chooses, reduces, picks, and what is a learned layer.
/// Only the translation of names; nothing is computed with it.
/// </summary>
internal static class GraphTranslation
{
    private const string Own = "function";

    private const string Words = """
        AddV2=Add BiasAdd=Add AddN=Sum RealDiv=Div DivNoNan=Div Maximum=Max Minimum=Min Select=Where SelectV2=Where
        LogicalAnd=And LogicalOr=Or LogicalNot=Not LessEqual=LessOrEqual GreaterEqual=GreaterOrEqual NotEqual=Equal
        ApproximateEqual=Equal All=ReduceMin Any=ReduceMax Sum=ReduceSum Mean=ReduceMean Max=ReduceMax Min=ReduceMin
        Prod=ReduceProd EuclideanNorm=ReduceL2 Square=Pow FloorMod=Mod TruncateMod=Mod GatherV2=Gather ResourceGather=Gather
        GatherNd=GatherND StridedSlice=Slice ExpandDims=Unsqueeze Pack=Concat ConcatV2=Concat Relu6=Relu ClipByValue=Clip
        Where=NonZero BatchMatMul=MatMul BatchMatMulV2=MatMul BatchMatMulV3=MatMul _FusedMatMul=MatMul Conv2D=MatMul
        Conv1D=MatMul Conv3D=MatMul _FusedConv2D=MatMul DepthwiseConv2dNative=MatMul TopKV2=TopK IsNan=IsNaN Rint=Round
        ReadVariableOp=Identity StopGradient=Identity Rank=Shape ShapeN=Shape BroadcastTo=Expand Fill=ConstantOfShape
        ZerosLike=ConstantOfShape OnesLike=ConstantOfShape StatelessIf=If
        """;

    private static readonly Dictionary<string, string> Names = Words.Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    public static OnnxModel Of(TfModel model)
    {
        var translated = new OnnxModel();
        var functions = new Dictionary<string, TfGraph>(StringComparer.Ordinal);
        foreach (var graph in model.Graphs.Where(g => g.Function.Length > 0)) functions[graph.Function] = graph;
        foreach (var function in functions.Values)
        {
            translated.Functions.Add(new()
            {
                Offset = 0,
                Name = function.Function,
                Domain = Own,
                Inputs = function.Arguments,
                Outputs = [.. function.Results.Select(NameOf)],
                Nodes = [.. function.Nodes.SelectMany(n => Nodes(n, functions))],
            });
        }
        foreach (var node in model.Graphs.Where(g => g.Function.Length == 0).SelectMany(g => g.Nodes))
        {
            if (node.Operator.StartsWith("Placeholder", StringComparison.Ordinal))
                translated.Graph.Inputs.Add(new(node.Name, 0, node["shape"] is { Dims.Count: > 0 } shape ? [.. shape.Dims.Select(d => d < 0 ? (long?)null : d)] : null));
            else translated.Graph.Nodes.AddRange(Nodes(node, functions));
        }
        return translated;
    }

    private static IEnumerable<OnnxNode> Nodes(TfNode node, Dictionary<string, TfGraph> functions)
    {
        List<string> inputs = [.. node.Inputs.Where(i => !i.StartsWith('^')).Select(NameOf)];
        var called = node.Attributes.SelectMany(a => a.Functions).FirstOrDefault(functions.ContainsKey);
        switch (node.Operator)
        {
            case "Const":
                return [Make(node, "Constant", [], Constant(node))];
            case "VarHandleOp" or "Variable" or "VariableV2":
                return [Make(node, "Constant", [], [new() { Name = "value", Offset = node.Offset, Tensors = [Tensor(node["shape"], node)] }])];
            case "SquaredDifference":
                return [Make(node, "Sub", inputs) with { Outputs = [node.Name + "/difference"] }, Make(node, "Abs", [node.Name + "/difference"])];
            // Of the first generation of conditions: what comes out is the data, on one of two ways.
            case "Switch" when inputs.Count == 2:
                return [Make(node, "Where", [inputs[1], inputs[0], inputs[0]])];
            case "PartitionedCall" or "StatefulPartitionedCall" when called is not null:
                return [Make(node, called, inputs) with { Domain = Own }];
            case "If" or "StatelessIf":
                return [Make(node, "If", inputs, [new() { Name = "branches", Offset = node.Offset, Graphs = [.. node.Attributes.SelectMany(a => a.Functions)
                    .Where(functions.ContainsKey).Select(f => Branch(functions[f], inputs.Count - 1))] }])];
            default:
                if (functions.ContainsKey(node.Operator)) return [Make(node, node.Operator, inputs) with { Domain = Own }];
                // The last input of these is an axis.
                if (node.Operator is "ConcatV2" or "GatherV2" && inputs.Count > 2) inputs.RemoveAt(inputs.Count - 1);
                return [Make(node, Names.GetValueOrDefault(node.Operator, node.Operator), inputs)];
        }
    }

    private static OnnxGraph Branch(TfGraph function, int arguments)
    {
        var graph = new OnnxGraph { Depth = 1 };
        var names = Enumerable.Range(0, Math.Clamp(arguments, 0, function.Arguments.Count)).Select(i => function.Arguments[i]).ToList();
        graph.Inputs.AddRange(names.Select(n => new OnnxValue(n, 0, null)));
        graph.Nodes.Add(new() { Offset = 0, Operator = function.Function, Domain = Own, Inputs = names, Outputs = ["result"] });
        graph.Outputs.Add(new("result", 0, null));
        return graph;
    }

    private static OnnxNode Make(TfNode node, string op, IReadOnlyList<string> inputs, IReadOnlyList<OnnxAttribute>? attributes = null) => new()
    {
        Offset = node.Offset,
        Name = node.Name,
        Operator = op,
        Inputs = inputs,
        Outputs = [node.Name],
        Attributes = attributes ?? [],
    };

    private static IReadOnlyList<OnnxAttribute> Constant(TfNode node)
    {
        var value = node["value"];
        if (value is { Content: null, Integers.Count: > 0 }) return [new() { Name = "value_ints", Offset = node.Offset, Integers = value.Integers }];
        return [new() { Name = "value", Offset = node.Offset, Tensors = [Tensor(value, node)] }];
    }

    private static OnnxTensor Tensor(TfAttribute? value, TfNode node)
    {
        var type = value?.Type switch { 1 => 1, 2 => 11, 3 => 6, 4 => 2, 6 => 3, 9 => 7, 10 => 9, 14 => 16, 19 => 10, _ => 0 };
        var dims = value?.Dims ?? [];
        // One number stands for all elements of a shape.
        var filled = value?.Content is { } content && OnnxElement.Bits(type) > 0 && content.Length == OnnxElement.Bits(type) / 8;
        return new() { Name = node.Name, Offset = node.Offset, Dims = filled ? [] : dims, ElementType = type, Raw = value?.Content };
    }

    private static string NameOf(string reference)
    {
        var colon = reference.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? reference : reference[..colon];
    }
}
