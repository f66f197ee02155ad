using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Shapes;

/// <summary>Constant folding of what moves elements without looking at them.</summary>
internal static class ConstantMovement
{
    public static TensorConstant? Evaluate(EditableNode node, NodeScope s, TensorConstant?[] inputs)
    {
        var x = inputs[0];
        if (x is null || (x.Type.Size() == 0)) return null;
        var sizes = s.Output(0).Sizes;
        switch (node.Operator)
        {
            case "Identity":
                return x;
            case "Reshape" or "Flatten" or "Squeeze" or "Unsqueeze":
                return sizes is null || Count(sizes) != x.Count ? null : x with { Dims = sizes };
            case "Transpose":
                return Transpose(node, x, sizes!);
            case "Expand":
                return Map(x, sizes!, at => Flat(x.Dims, at, at.Length - x.Dims.Count, true));
            case "Tile":
                return Map(x, sizes!, at => Flat(x.Dims, [.. at.Select((v, i) => v % x.Dims[i])], 0, false));
            case "Concat":
                return Concat(node, inputs, sizes!);
            case "Gather":
                return inputs[1]?.ToIntegers() is { } indices ? Gather(node, x, indices, inputs[1]!.Dims.Count, sizes!) : null;
            case "Slice":
                return Slice(s, x, sizes!);
            case "ConstantOfShape":
                var value = node.Tensor("value") ?? TensorConstant.Scalar(0);
                return sizes is null || value.Count != 1 ? null : Map(value, sizes, _ => 0);
            case "Range":
                return Range(s, x, inputs);
            case "Where":
                return inputs[0]?.ToIntegers() is { } chosen && inputs[1] is { } a && inputs[2] is { } b && a.Type == b.Type
                    ? Where(x, chosen, a, b, sizes!) : null;
            default:
                return null;
        }
    }

    /// <summary>Elements of a Range; null where they are not whole numbers or not known.</summary>
    public static long? RangeLength(NodeScope s)
    {
        if (s.In(0).Integers is not [var start] || s.In(1).Integers is not [var limit] || s.In(2).Integers is not [var step]
            || step == 0) return null;
        var length = (Int128)(limit - (Int128)start + step - Math.Sign(step)) / step;
        return length > int.MaxValue ? null : (long)Int128.Max(0, length);
    }

    /// <summary>Position of an element in the row-by-row order; axes of size 1 repeat where asked for.</summary>
    public static long Flat(IReadOnlyList<long> dims, long[] at, int skip, bool repeat)
    {
        long index = 0;
        for (var i = 0; i < dims.Count; i++) index = (index * dims[i]) + (repeat && dims[i] == 1 ? 0 : at[i + skip]);
        return index;
    }

    /// <summary>A tensor whose elements are taken from another one.</summary>
    public static TensorConstant? Map(TensorConstant source, long[] dims, Func<long[], long> from)
    {
        var size = source.Type.Size();
        var data = new byte[Count(dims) * size];
        var (span, at) = (source.Data, new long[dims.Length]);
        for (var i = 0; i < data.Length; i += size)
        {
            var index = from(at);
            if (index < 0 || (index + 1) * size > span.Length) return null;
            span.Span.Slice((int)index * size, size).CopyTo(data.AsSpan(i));
            for (var d = dims.Length - 1; d >= 0 && ++at[d] == dims[d]; d--) at[d] = 0;
        }
        return new() { Type = source.Type, Dims = dims, Data = data };
    }

    private static long Count(long[] dims) => dims.Aggregate(1L, (a, b) => checked(a * b));

    private static TensorConstant? Transpose(EditableNode node, TensorConstant x, long[] sizes)
    {
        var order = node.Integers("perm") ?? [.. Enumerable.Range(0, sizes.Length).Select(i => (long)(sizes.Length - 1 - i))];
        var source = new long[sizes.Length];
        return Map(x, sizes, at =>
        {
            for (var i = 0; i < at.Length; i++) source[order[i]] = at[i];
            return Flat(x.Dims, source, 0, false);
        });
    }

    private static TensorConstant? Concat(EditableNode node, TensorConstant?[] inputs, long[] sizes)
    {
        if (inputs.Any(i => i is null || i.Type != inputs[0]!.Type || i.Dims.Count != sizes.Length)) return null;
        var axis = NodeScope.Axis(node.Integer("axis", 0), sizes.Length)!.Value;
        var outer = sizes.Take(axis).Aggregate(1L, (a, b) => a * b);
        using var data = new MemoryStream();
        for (var o = 0; o < outer; o++)
        {
            foreach (var input in inputs)
            {
                var part = input!.Data.Length / (int)Math.Max(1, outer);
                data.Write(input.Data.Span.Slice(o * part, part));
            }
        }
        return data.Length == Count(sizes) * inputs[0]!.Type.Size() ? inputs[0]! with { Dims = sizes, Data = data.ToArray() } : null;
    }

    private static TensorConstant? Gather(EditableNode node, TensorConstant x, long[] indices, int rank, long[] sizes)
    {
        var axis = NodeScope.Axis(node.Integer("axis", 0), x.Dims.Count)!.Value;
        var source = new long[x.Dims.Count];
        return Map(x, sizes, at =>
        {
            long index = 0;
            for (var i = 0; i < rank; i++) index = (index * sizes[axis + i]) + at[axis + i];
            var chosen = indices[index] < 0 ? indices[index] + x.Dims[axis] : indices[index];
            if (chosen < 0 || chosen >= x.Dims[axis]) return -1;
            for (var i = 0; i < source.Length; i++) source[i] = i < axis ? at[i] : i == axis ? chosen : at[i + rank - 1];
            return Flat(x.Dims, source, 0, false);
        });
    }

    private static TensorConstant? Slice(NodeScope s, TensorConstant x, long[] sizes)
    {
        if (SliceBounds.Axes(s) is not { } axes) return null;
        var (starts, steps) = (new long[sizes.Length], Enumerable.Repeat(1L, sizes.Length).ToArray());
        for (var i = 0; i < axes.Count; i++)
        {
            var axis = NodeScope.Axis(axes[i], sizes.Length)!.Value;
            if (SliceBounds.Of(s, i, x.Dims[axis]) is not { } cut) return null;
            (starts[axis], steps[axis]) = (cut.Start, cut.Step);
        }
        return Map(x, sizes, at => Flat(x.Dims, [.. at.Select((v, i) => starts[i] + (v * steps[i]))], 0, false));
    }

    private static TensorConstant? Range(NodeScope s, TensorConstant x, TensorConstant?[] inputs)
    {
        if (RangeLength(s) is not { } length || x.Type is not (ElementType.Int64 or ElementType.Int32)) return null;
        var (start, step) = (x.ToIntegers()![0], inputs[2]!.ToIntegers()![0]);
        var values = new long[length];
        for (var i = 0; i < length; i++) values[i] = start + (i * step);
        return TensorConstant.OfWhole(x.Type, [length], values);
    }

    private static TensorConstant? Where(TensorConstant condition, long[] chosen, TensorConstant a, TensorConstant b, long[] sizes)
    {
        var both = a with { Dims = [a.Count + b.Count], Data = (byte[])[.. a.Data.Span, .. b.Data.Span] };
        return Map(both, sizes, at => chosen[Flat(condition.Dims, at, at.Length - condition.Dims.Count, true)] != 0
            ? Flat(a.Dims, at, at.Length - a.Dims.Count, true)
            : a.Count + Flat(b.Dims, at, at.Length - b.Dims.Count, true));
    }
}
