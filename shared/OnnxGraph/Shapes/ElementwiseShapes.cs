using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Shapes;

/// <summary>Operations on elements: the shape of the first input, or of all inputs together.</summary>
internal static class ElementwiseShapes
{
    private static readonly string[] Same =
    [
        "Abs", "Acos", "Acosh", "Asin", "Asinh", "Atan", "Atanh", "Celu", "Ceil", "Clip", "Cos", "Cosh", "CumSum", "Elu", "Erf", "Exp", "Floor",
        "Gelu", "GroupNormalization", "HardSigmoid", "HardSwish", "Hardmax", "Identity", "InstanceNormalization", "LRN", "LeakyRelu", "Log",
        "LogSoftmax", "LpNormalization", "MeanVarianceNormalization", "Mish", "Neg", "RMSNormalization", "Reciprocal", "Relu", "Round",
        "ScatterElements", "ScatterND", "Selu", "Shrink", "Sigmoid", "Sign", "Sin", "Sinh", "Softmax", "Softplus", "Softsign", "Sqrt", "Tan",
        "Tanh", "ThresholdedRelu", "Trilu", "PRelu", "BitwiseNot", "Scatter", "Swish",
    ];

    private static readonly string[] Pairs = ["Add", "Sub", "Mul", "Div", "Mod", "Pow", "BitShift", "BitwiseAnd", "BitwiseOr", "BitwiseXor"];

    private static readonly string[] Many = ["Min", "Max", "Mean", "Sum"];

    private static readonly string[] Comparisons = ["Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual", "And", "Or", "Xor"];

    public static void AddTo(Dictionary<string, Action<NodeScope>> rules)
    {
        foreach (var op in Same) rules[op] = s => s.Set(0, s.In(0).Type, s.In(0).Shape);
        foreach (var op in Pairs) rules[op] = s => s.Set(0, s.In(0).Type, Broadcasting.Of(s.In(0).Shape, s.In(1).Shape));
        foreach (var op in Comparisons) rules[op] = s => s.Set(0, ElementType.Bool, Broadcasting.Of(s.In(0).Shape, s.In(1).Shape));
        foreach (var op in Many) rules[op] = All;
        foreach (var op in new[] { "Not", "IsNaN", "IsInf" }) rules[op] = s => s.Set(0, ElementType.Bool, s.In(0).Shape);
        rules["Cast"] = s => s.Set(0, (ElementType)s.Node.Integer("to", 0), s.In(0).Shape);
        rules["CastLike"] = s => s.Set(0, s.In(1).Type, s.In(0).Shape);
        rules["Where"] = s => s.Set(0, s.In(1).Type, Broadcasting.Of(s.In(0).Shape, Broadcasting.Of(s.In(1).Shape, s.In(2).Shape)));
        rules["QuantizeLinear"] = s => s.Set(0, s.Has(2) ? s.In(2).Type : ElementType.UInt8, s.In(0).Shape);
        rules["DequantizeLinear"] = s => s.Set(0, s.In(1).Type, s.In(0).Shape);
        rules["DynamicQuantizeLinear"] = s =>
        {
            s.Set(0, ElementType.UInt8, s.In(0).Shape);
            s.Set(1, ElementType.Float, []);
            s.Set(2, ElementType.UInt8, []);
        };
        rules["BatchNormalization"] = s => s.Set(0, s.In(0).Type, s.In(0).Shape);
        rules["LayerNormalization"] = s => s.Set(0, s.In(0).Type, s.In(0).Shape);
        rules["Dropout"] = s =>
        {
            s.Set(0, s.In(0).Type, s.In(0).Shape);
            s.Set(1, ElementType.Bool, s.In(0).Shape);
        };
    }

    private static void All(NodeScope s)
    {
        var shape = s.In(0).Shape;
        for (var i = 1; i < s.Node.Inputs.Count; i++) shape = Broadcasting.Of(shape, s.In(i).Shape);
        s.Set(0, s.In(0).Type, shape);
    }
}
