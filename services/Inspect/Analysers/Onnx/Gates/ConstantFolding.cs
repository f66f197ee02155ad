using Assay.Formats.Onnx;

namespace Assay.Inspect.Analysers.Onnx.Gates;

/// <summary>Computes small constants, so that a number that is made of others is seen.</summary>
internal static class ConstantFolding
{
    private const int MaxValues = 4096;

    public static Signal Of(OnnxNode node, Signal[] inputs)
    {
        var first = inputs[0];
        switch (node.Operator)
        {
            case "Identity" or "Cast" or "CastLike" or "Dropout":
                return first;
            case "Unsqueeze" or "Squeeze" or "Flatten":
                return first with { Dims = null };
            case "Reshape":
                return first with { Dims = inputs.Length > 1 && inputs[1].Values is { } shape && Array.TrueForAll(shape, d => d > 0) ? [.. shape.Select(d => (long)d)] : null };
            case "Expand":
                return first.IsUniform ? first : Signal.Unknown;
            case "Transpose":
                return first with { Dims = Permuted(node, first.Dims), Values = first.IsUniform ? first.Values : null };
            case "DequantizeLinear" or "QuantizeLinear":
                return new(SignalKind.Constant) { Dims = first.Dims };
            case "Neg":
                return Map(first, v => -v);
            case "Abs":
                return Map(first, Math.Abs);
            case "Sqrt":
                return Map(first, Math.Sqrt);
            case "Concat" when Array.TrueForAll(inputs, i => i.Values is not null) && inputs.Sum(i => i.Values!.Length) <= MaxValues:
                return new(SignalKind.Constant) { Values = [.. inputs.SelectMany(i => i.Values!)] };
            case "Add" or "Sub" or "Mul" or "Div" when inputs.Length == 2:
                return Arithmetic(node.Operator, first, inputs[1]);
            case "Range" when inputs.Length == 3 && inputs.All(i => i.Values is [_]):
                return Range(inputs[0].Values![0], inputs[1].Values![0], inputs[2].Values![0]);
            default:
                return Signal.Unknown;
        }
    }

    private static Signal Map(Signal signal, Func<double, double> of) =>
        signal with { Values = signal.Values is { } values ? Array.ConvertAll(values, v => of(v)) : null };

    private static Signal Arithmetic(string op, Signal a, Signal b)
    {
        if (a.Values is not { Length: > 0 } x || b.Values is not { Length: > 0 } y || (x.Length != y.Length && x.Length != 1 && y.Length != 1)) return Signal.Unknown;
        var values = new double[Math.Max(x.Length, y.Length)];
        for (var i = 0; i < values.Length; i++)
        {
            var (p, q) = (x[x.Length == 1 ? 0 : i], y[y.Length == 1 ? 0 : i]);
            values[i] = op switch { "Add" => p + q, "Sub" => p - q, "Mul" => p * q, _ => p / q };
        }
        return new(SignalKind.Constant) { Values = values, Dims = x.Length >= y.Length ? a.Dims : b.Dims };
    }

    private static Signal Range(double start, double limit, double step)
    {
        var count = step == 0 ? 0 : Math.Ceiling((limit - start) / step);
        if (count is not (> 0 and <= MaxValues)) return Signal.Shape;
        return new(SignalKind.Constant) { Values = [.. Enumerable.Range(0, (int)count).Select(i => start + (i * step))], Dims = [(long)count] };
    }

    private static IReadOnlyList<long>? Permuted(OnnxNode node, IReadOnlyList<long>? dims)
    {
        if (dims is null) return null;
        var order = node["perm"]?.Integers;
        if (order is null || order.Count != dims.Count) return [.. dims.Reverse()];
        return order.All(o => o >= 0 && o < dims.Count) ? [.. order.Select(o => dims[(int)o])] : null;
    }
}
