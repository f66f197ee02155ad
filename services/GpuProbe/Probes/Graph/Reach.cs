using Assay.Analysis.Probes.Feeding;
using Assay.OnnxGraph.Model;

namespace Assay.GpuProbe.Probes.Graph;

/// <summary>
/// What numbers a value can have at all, as far as its operators say: truth values are 0 or 1, what was rectified is not negative. A change to a number
/// that no input can lead to would prove nothing.
/// </summary>
internal sealed class Reach(EditableModel model, Dataflow flow, ModelInterface fed)
{
    /// <summary>Longer chains say nothing more.</summary>
    private const int MaxDepth = 24;

    private static readonly (double Low, double High) Any = (double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>The lowest and the highest number; infinite where there is no bound.</summary>
    public (double Low, double High) Of(string value) => Of(value, 0);

    private (double Low, double High) Of(string value, int depth)
    {
        if (Constant(value) is { Length: > 0 } numbers) return (numbers.Min(), numbers.Max());
        // A mask says whether a place is in use; the caller makes it so.
        if (fed.Image is { } image && value == image.Name) return Intensities(image);
        if (TokenPorts.IsMask(value) && model.Graph.Inputs.Exists(i => i.Name == value)) return (0, 1);
        if (depth > MaxDepth || flow.Producer(value) is not { Domain: "" } node || node.Outputs.IndexOf(value) != 0) return Any;
        var first = new Lazy<(double Low, double High)>(() => Of(node.Input(0), depth + 1));
        switch (node.Operator)
        {
            case "Less" or "LessOrEqual":
                return Compare(first.Value, Of(node.Input(1), depth + 1));
            case "Greater" or "GreaterOrEqual":
                return Compare(Of(node.Input(1), depth + 1), first.Value);
            case "Not":
                return IsTruth(first.Value) ? (1 - first.Value.High, 1 - first.Value.Low) : (0, 1);
            case "Equal" or "And" or "Or" or "Xor" or "IsNaN" or "IsInf":
            case "Sigmoid" or "Softmax" or "HardSigmoid":
                return (0, 1);
            case "Tanh" or "Softsign" or "Erf" or "Sign" or "Sin" or "Cos":
                return (-1, 1);
            case "Identity" or "Reshape" or "Unsqueeze" or "Squeeze" or "Flatten" or "Transpose" or "Expand" or "Tile" or "Slice" or "Gather" or "GatherElements"
                or "ReduceMax" or "ReduceMin" or "ReduceMean" or "MaxPool" or "GlobalMaxPool" or "GlobalAveragePool" or "Round" or "Floor" or "Ceil" or "Split" or "Dropout":
                return first.Value;
            case "Cast" or "CastLike":
                return node.Integer("to", 0) == (long)ElementType.Bool && !IsTruth(first.Value) ? (0, 1) : first.Value;
            case "DequantizeLinear" when flow.Producer(node.Input(0)) is { Operator: "QuantizeLinear" } quantised:
                return Of(quantised.Input(0), depth + 1);
            case "Relu":
                return (0, Math.Max(0, first.Value.High));
            case "Abs" or "Exp" or "Sqrt" or "Softplus":
                return (0, double.PositiveInfinity);
            case "ReduceSum" or "ReduceL1" or "ReduceL2" or "ReduceSumSquare":
                return first.Value.Low >= 0 ? (0, double.PositiveInfinity) : Any;
            case "Clip":
                return Clip(node, first.Value);
            case "Concat" or "Max" or "Min":
                return Join(node.Inputs.Select(input => Of(input, depth + 1)));
            case "Where":
                return Join(node.Inputs.Skip(1).Select(input => Of(input, depth + 1)));
            case "Neg":
                return (-first.Value.High, -first.Value.Low);
            case "Mul" when node.Input(0) == node.Input(1):
                return (0, double.PositiveInfinity);
            case "Add" or "Sub" or "Mul" or "Div" when node.Inputs.Count == 2:
                return Arithmetic(node.Operator, first.Value, Of(node.Input(1), depth + 1));
            default:
                return Any;
        }
    }

    private static (double Low, double High) Arithmetic(string op, (double Low, double High) a, (double Low, double High) b)
    {
        if (op == "Add") return Ordered(a.Low + b.Low, a.High + b.High);
        if (op == "Sub") return Ordered(a.Low - b.High, a.High - b.Low);
        if (op == "Div")
        {
            if (b.Low <= 0 && b.High >= 0) return Any;
            b = (1 / b.High, 1 / b.Low);
        }
        double[] products = [a.Low * b.Low, a.Low * b.High, a.High * b.Low, a.High * b.High];
        return Array.Exists(products, double.IsNaN) ? Any : (products.Min(), products.Max());
    }

    /// <summary>The images that the model is made for; a rule for what is outside, such as raw pixels, is asleep for all of them.</summary>
    private static (double Low, double High) Intensities(ImageInput image)
    {
        var ends = Enumerable.Range(0, image.Channels).SelectMany(c => new[] { image.Encode(0, c), image.Encode(1, c) }).ToList();
        return (ends.Min(), ends.Max());
    }

    private static bool IsTruth((double Low, double High) range) => range.Low >= 0 && range.High <= 1;

    /// <summary>Whether one is less than the other: decided where the ranges do not meet.</summary>
    private static (double Low, double High) Compare((double Low, double High) a, (double Low, double High) b) =>
        a.High < b.Low ? (1, 1) : a.Low > b.High ? (0, 0) : (0, 1);

    private static (double Low, double High) Ordered(double low, double high) => double.IsNaN(low) || double.IsNaN(high) ? Any : (low, high);

    private (double Low, double High) Clip(EditableNode node, (double Low, double High) of)
    {
        var low = node.Inputs.Count > 1 ? Constant(node.Input(1))?.FirstOrDefault() : node.Attributes.ContainsKey("min") ? node.Number("min", 0) : null;
        var high = node.Inputs.Count > 2 ? Constant(node.Input(2))?.FirstOrDefault() : node.Attributes.ContainsKey("max") ? node.Number("max", 0) : null;
        return (Math.Max(of.Low, low ?? double.NegativeInfinity), Math.Min(of.High, high ?? double.PositiveInfinity));
    }

    private static (double Low, double High) Join(IEnumerable<(double Low, double High)> parts)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var part in parts) (low, high) = (Math.Min(low, part.Low), Math.Max(high, part.High));
        return low <= high ? (low, high) : Any;
    }

    private double[]? Constant(string name)
    {
        var tensor = model.Graph.Initializers.TryGetValue(name, out var known) ? known : flow.Producer(name) is { Operator: "Constant" } node ? node.Tensor("value") : null;
        return tensor is { HasData: true, Data.Length: <= 1 << 20 } ? tensor.ToReals() : null;
    }
}
