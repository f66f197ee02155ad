using Assay.Formats.Onnx;

namespace Assay.Inspect.Analysers.Onnx.Gates;

/// <summary>What each kind of operator does to what is known of a value.</summary>
internal static class SignalRules
{
    /// <summary>A constant pattern gives at most so many numbers for a sample; layers have more.</summary>
    private const long MaxPatterns = 2;

    /// <summary>A detector's results are spread over the classes by a matrix of so few rows.</summary>
    private const long MaxGateRows = 8;

    private const double SteepFactor = 30;

    public static Signal Result(OnnxNode node, Signal[] inputs)
    {
        if (inputs.Length == 0) return Signal.Unknown;
        if (node.Operator is "Shape" or "Size" or "ConstantOfShape" or "EyeLike" or "RandomNormalLike" or "RandomUniformLike") return Signal.Shape;
        if (node.Operator == "Range" && !Array.TrueForAll(inputs, i => i.Kind == SignalKind.Constant)) return Signal.Shape;
        if (Array.TrueForAll(inputs, i => i.Kind == SignalKind.Constant)) return ConstantFolding.Of(node, inputs);
        return node.Operator switch
        {
            "MatMul" or "Gemm" or "Conv" or "ConvTranspose" or "FusedConv" or "FusedMatMul" or "FusedGemm" or "MatMulInteger" or "ConvInteger" or "QLinearConv"
                or "QLinearMatMul" or "LSTM" or "GRU" or "RNN" or "Einsum" or "DeformConv" or "MatMulNBits" or "MatMulIntegerToFloat" or "DynamicQuantizeMatMul"
                or "MatMulBnb4" or "QGemm" or "NhwcFusedConv" => Layer(node, inputs),
            "Equal" or "Less" or "LessOrEqual" or "Greater" or "GreaterOrEqual" => Compare(node, inputs),
            "Where" => Where(inputs),
            _ => Other(node, inputs),
        };
    }

    /// <summary>The second output of TopK is a position.</summary>
    public static Signal Output(OnnxNode node, Signal result, int index) =>
        node.Operator == "TopK" && index == 1 && result.Kind == SignalKind.Data ? result.With(Trait.Position).Without(Trait.Thresholded) : result;

    /// <summary>False where an input of the node cannot carry a detector's result into the answer: sizes, positions and counts of what is in use.</summary>
    public static bool CanSwitch(OnnxNode node, Signal[] inputs, int index)
    {
        var gate = inputs[index];
        if (gate.Has(Trait.Position)) return false;
        return node.Operator switch
        {
            "Reshape" or "Expand" or "Tile" or "Resize" or "Upsample" or "TopK" or "Range" or "OneHot" or "Pad" or "LSTM" or "GRU" or "RNN" or "Split"
                or "GroupQueryAttention" or "ReverseSequence" or "CumSum" or "Trilu" => index == 0,
            "Div" => index == 0 || !gate.Has(Trait.Count),
            _ => true,
        };
    }

    private static Signal Layer(OnnxNode node, Signal[] inputs)
    {
        var data = inputs[0];
        // The weight of Einsum and MatMul may stand on either side.
        var weight = Array.Find(inputs, i => i.Kind == SignalKind.Constant && i.Dims is { Count: > 1 });
        if (data.Kind == SignalKind.Constant) data = Array.Find(inputs, i => i.Kind != SignalKind.Constant) ?? data;
        if (Array.Exists(inputs, i => i.Kind == SignalKind.Learned)) return Signal.Learned;
        if (data.Kind != SignalKind.Data) return Signal.Join(inputs);
        if (weight is null) return Array.Exists(inputs, i => i.Kind == SignalKind.Data && !ReferenceEquals(i, data)) ? Signal.Join(inputs) : Signal.Learned;
        var (rows, columns) = Sizes(node, weight.Dims!);
        if (rows == 1 || (data.Has(Trait.Thresholded | Trait.Reduced) && rows <= MaxGateRows)) return data;
        if (columns > MaxPatterns) return Signal.Learned;
        var spatial = node.Operator.Contains("Conv", StringComparison.Ordinal);
        var filtered = data.With(spatial ? Trait.Filtered : Trait.Filtered | Trait.Reduced);
        return filtered.Seen("pattern " + ConstantText.Of(weight.Values));
    }

    private static (long Rows, long Columns) Sizes(OnnxNode node, IReadOnlyList<long> dims)
    {
        if (node.Operator.Contains("Conv", StringComparison.Ordinal))
        {
            long rows = 1;
            for (var i = 1; i < dims.Count; i++) rows = Math.Max(1, rows) * Math.Clamp(dims[i], 1, 1 << 20) % (1L << 40);
            return (rows, dims[0]);
        }
        return node["transB"]?.Integer is 1 ? (dims[^1], dims[^2]) : (dims[^2], dims[^1]);
    }

    private static Signal Compare(OnnxNode node, Signal[] inputs)
    {
        var joined = Signal.Join(inputs);
        if (joined.Kind != SignalKind.Data && !(joined.Kind == SignalKind.Learned && joined.HasAny(Trait.Distance))) return joined;
        var constant = Array.Find(inputs, i => i.Kind == SignalKind.Constant);
        // Places in the input against a place in it: a mask, one value for each place again.
        if (Array.Exists(inputs, i => i.Kind == SignalKind.Shape || ConstantText.IsRun(i.Values))) return joined.With(Trait.Thresholded).Without(Trait.Reduced | Trait.Position);
        // From here on it is a detector, whatever it was made of.
        if (joined.Kind == SignalKind.Learned) joined = joined with { Kind = SignalKind.Data };
        var result = joined.Without(Trait.Position | Trait.Count).With(Trait.Thresholded);
        if (constant is null) return result;
        result = result.Seen($"{node.Operator} {ConstantText.Of(constant.Values)}");
        if (node.Operator != "Equal")
        {
            var greater = node.Operator.StartsWith('G') == (inputs[0].Kind != SignalKind.Constant);
            result = result.With(greater ? Trait.Above : Trait.Below);
            return joined.HasAny(Trait.Distance | Trait.Hashed | Trait.Filtered) || IsPlace(joined) ? result.With(Trait.Selective) : result;
        }
        return ConstantText.IsSpecific(constant.Values) || joined.HasAny(Trait.Hashed | Trait.Distance) || IsPlace(joined) ? result.With(Trait.Selective) : result;
    }

    // Chosen places of the input, and not only one channel of it.
    private static bool IsPlace(Signal signal) =>
        signal.Has(Trait.Selected) && (signal.HasAny(Trait.Reduced | Trait.Centered) || (signal.Rank > 0 && signal.Picks >= Math.Max(1, signal.Rank - 1)));

    private static Signal Where(Signal[] inputs)
    {
        var joined = Signal.Join(inputs);
        // What a gate has chosen between is content again; a choice between two constants is the gate's result.
        return joined.Kind == SignalKind.Data && inputs.Skip(1).Any(i => i.IsContent) ? joined with { Traits = Trait.None, Triggers = [] } : joined;
    }

    private static Signal Other(OnnxNode node, Signal[] inputs)
    {
        var joined = Signal.Join(inputs);
        if (joined.Kind == SignalKind.Learned) return LearnedDistance(node, inputs);
        if (joined.Kind != SignalKind.Data) return joined;
        if (inputs.Length > 1 && inputs.Any(i => i.IsGate) && inputs.Any(i => i.IsContent)) return joined with { Traits = Trait.None, Triggers = [] };
        var constant = Array.Find(inputs, i => i.Kind == SignalKind.Constant)?.Values;
        return node.Operator switch
        {
            "Add" or "Sub" or "Sum" => Shift(node, joined, inputs, constant),
            "Mul" => Multiply(node, joined, inputs, constant),
            "Div" when constant is not null && inputs[0].Kind == SignalKind.Constant => Sharp(joined),
            "Div" => Multiply(node, joined, inputs, constant is null ? null : [.. constant.Select(c => c == 0 ? 0 : 1 / c)]),
            "Abs" or "Pow" or "ReduceL1" or "ReduceL2" or "ReduceSumSquare" => Reduce(node, joined.Has(Trait.Centered) ? joined.With(Trait.Distance) : joined),
            "Mod" or "BitShift" or "BitwiseAnd" or "BitwiseXor" or "BitwiseOr" => joined.With(Trait.Hashed).Seen($"{node.Operator} {ConstantText.Of(constant)}"),
            "Relu" or "Clip" or "ThresholdedRelu" or "Sign" or "Ceil" or "Floor" or "Max" or "Min" or "HardSigmoid" or "Shrink" or "HardSwish" or "Hardmax"
                or "Relu6" or "QuickGelu" or "Binarizer" => Threshold(joined),
            // What is not zero is true.
            "Cast" when node["to"]?.Integer is OnnxElement.Bool && joined.Has(Trait.Centered) && !joined.HasAny(Trait.Thresholded) =>
                joined.With(Trait.Thresholded | Trait.Selective),
            "Sigmoid" or "Tanh" or "Exp" or "Softplus" or "Reciprocal" or "Elu" or "Selu" or "Softmax" or "Erf" or "Softsign" or "Celu" or "Mish" or "Gelu" =>
                Sharp(joined),
            "IsNaN" or "IsInf" => joined.With(Trait.Thresholded).Seen(node.Operator),
            "And" or "Or" or "Xor" => Both(joined),
            "ArgMax" or "ArgMin" or "NonZero" or "Unique" => joined.Without(Trait.Thresholded).With(Trait.Position | Trait.Reduced),
            "OneHot" => joined.With(Trait.Thresholded | Trait.Steep),
            "Gather" or "GatherND" or "GatherElements" or "Slice" or "ArrayFeatureExtractor" => Pick(node, joined, inputs),
            "Split" => joined.With(Trait.Selected),
            "Flatten" => joined with { Rank = 2 },
            // One answer for a text, and the pattern is what was waited for.
            "RegexFullMatch" => joined.With(Trait.Thresholded | Trait.Selective | Trait.Reduced).Seen(node.Operator),
            "LabelEncoder" or "TfIdfVectorizer" or "CategoryMapper" or "StringNormalizer" =>
                joined.With(Trait.Thresholded | Trait.Selective).Seen(node.Operator),
            "TreeEnsembleRegressor" or "TreeEnsembleClassifier" or "TreeEnsemble" => joined.With(Trait.Reduced | Trait.Filtered).Seen(node.Operator),
            _ when node.Operator.StartsWith("Reduce", StringComparison.Ordinal)
                || node.Operator is "GlobalMaxPool" or "GlobalAveragePool" or "GlobalLpPool" or "CumSum" or "CumProd" => Reduce(node, joined),
            _ => joined,
        };
    }

    /// <summary>
    /// The network's features are compared with a constant vector: a trigger need not be in the raw input. Only the way to a distance is remembered.
    /// </summary>
    private static Signal LearnedDistance(OnnxNode node, Signal[] inputs)
    {
        var learned = inputs.Where(i => i.Kind == SignalKind.Learned).ToArray();
        var constant = Array.Find(inputs, i => i.Kind == SignalKind.Constant)?.Values;
        var plain = Signal.Learned with { Source = learned[0].Source };
        if (inputs.Length == 2 && node.Operator == "Sub" && learned.Length == 1 && constant is { Length: > 2 } && constant.Distinct().Count() > 2)
            return plain.With(Trait.Centered).Seen($"features {ConstantText.Of(constant)}");
        var kept = learned[0];
        var square = node.Operator is "Abs" or "Pow" or "ReduceL1" or "ReduceL2" or "ReduceSumSquare"
            || (node.Operator == "Mul" && inputs.Length == 2 && node.Inputs[0] == node.Inputs[1]);
        if (square && kept.Has(Trait.Centered)) return Reduce(node, kept.With(Trait.Distance));
        var passes = node.Operator is "Sqrt" or "Cast" or "Squeeze" or "Identity" || node.Operator.StartsWith("Reduce", StringComparison.Ordinal)
            || (node.Operator is "Mul" or "Div" && constant is [_]);
        return passes && kept.Has(Trait.Distance) ? Reduce(node, kept) : plain;
    }

    private static Signal Shift(OnnxNode node, Signal joined, Signal[] inputs, double[]? constant)
    {
        if (!Array.Exists(inputs, i => i.Kind == SignalKind.Constant)) return joined;
        if (constant is not null && Array.TrueForAll(constant, c => c == 0)) return joined;
        // x - c is above zero for large x, c - x for small.
        var below = node.Operator == "Sub" && inputs[0].Kind == SignalKind.Constant;
        var shifted = joined.With(Trait.Centered | (below ? Trait.Below : Trait.Above));
        return joined.HasAny(Trait.Distance) ? shifted : shifted.Seen($"{node.Operator} {ConstantText.Of(constant)}");
    }

    private static Signal Multiply(OnnxNode node, Signal joined, Signal[] inputs, double[]? constant)
    {
        if (inputs.Length == 2 && node.Inputs[0] == node.Inputs[1] && joined.Has(Trait.Centered)) return joined.With(Trait.Distance);
        if (inputs.Length == 2 && inputs.All(i => i.Kind == SignalKind.Data)) return Both(joined);
        return constant is not null && Array.Exists(constant, c => Math.Abs(c) >= SteepFactor) ? joined.With(Trait.Steep) : joined;
    }

    // Both a lower and an upper bound: a window that ordinary inputs rarely meet.
    private static Signal Both(Signal joined) =>
        joined.Has(Trait.Above | Trait.Below | Trait.Thresholded) && joined.Triggers.Count > 1 ? joined.With(Trait.Selective) : joined;

    private static Signal Threshold(Signal joined)
    {
        if (!joined.HasAny(Trait.Centered | Trait.Distance | Trait.Hashed | Trait.Filtered | Trait.Reduced | Trait.Selected | Trait.Selective)) return joined;
        var result = joined.With(Trait.Thresholded);
        return joined.HasAny(Trait.Distance | Trait.Hashed | Trait.Filtered) || joined.Has(Trait.Selected | Trait.Centered) ? result.With(Trait.Selective) : result;
    }

    // Smooth functions are thresholds where their argument was made steep, or is a distance.
    private static Signal Sharp(Signal joined) =>
        joined.HasAny(Trait.Distance) || joined.Has(Trait.Steep | Trait.Centered) ? Threshold(joined) : joined;

    private static Signal Reduce(OnnxNode node, Signal joined)
    {
        if (!node.Operator.StartsWith("Reduce", StringComparison.Ordinal) && !node.Operator.StartsWith("Global", StringComparison.Ordinal)) return joined;
        var counts = node.Operator is "ReduceSum" or "ReduceMean" && joined.Has(Trait.Thresholded);
        return joined.With(counts ? Trait.Reduced | Trait.Count : Trait.Reduced);
    }

    private static Signal Pick(OnnxNode node, Signal joined, Signal[] inputs)
    {
        if (inputs[0].Kind != SignalKind.Data) return joined;
        var index = node.Operator == "Slice" ? SliceLength(node, inputs) : inputs.Length > 1 ? Length(inputs[1]) : 0;
        if (index == 0) return joined;
        var picked = joined.With(Trait.Selected);
        if (joined.Has(Trait.Thresholded | Trait.Steep)) picked = picked.With(Trait.Selective);
        if (index == 1) picked = picked with { Picks = joined.Picks + 1 };
        return inputs.Length > 1 && node.Operator != "Slice" ? picked.Seen("places " + ConstantText.Of(inputs[1].Values)) : picked;
    }

    private static long Length(Signal index) =>
        index.Kind != SignalKind.Constant ? 0 : index.Values?.Length ?? (index.Dims is { Count: > 0 } dims ? dims[0] : 0);

    private static long SliceLength(OnnxNode node, Signal[] inputs)
    {
        var starts = inputs.Length > 1 ? inputs[1].Values : node["starts"]?.Integers.Select(i => (double)i).ToArray();
        var ends = inputs.Length > 2 ? inputs[2].Values : node["ends"]?.Integers.Select(i => (double)i).ToArray();
        if (starts is null || ends is null || starts.Length != ends.Length) return 0;
        for (var i = 0; i < starts.Length; i++)
        {
            var length = ends[i] - starts[i];
            if (length.Equals(1.0) || (starts[i].Equals(-1.0) && ends[i] > 1e6)) return 1;
            if (length is > 1 and <= 64) return (long)length;
        }
        return 0;
    }
}
