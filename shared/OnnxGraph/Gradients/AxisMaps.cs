using Assay.OnnxGraph.Editing;
using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Gradients;

/// <summary>Operations that are linear along one axis, as products with a matrix: lookups, resizing, mirrored padding.</summary>
internal static class AxisMaps
{
    /// <summary>Multiplies along an axis: [outer, m, inner] becomes [outer, n, inner] with a matrix [n, m], put into the shape of <paramref
    /// name="like"/>.</summary>
    /// <param name="emit">Adds the nodes.</param>
    /// <param name="value">Of any shape; its axes before the given one are those of <paramref name="like"/>.</param>
    /// <param name="matrix">[n, m].</param>
    /// <param name="axis">Of <paramref name="like"/>.</param>
    /// <param name="like">A value with the shape of the result.</param>
    /// <param name="shape">The shape of the result where no value has it.</param>
    public static string Multiply(NodeEmitter emit, string value, string matrix, int axis, string like, string? shape = null)
    {
        var inner = emit.Facts[like].Shape is { } known && known.Skip(axis + 1).All(d => d.Size is not null)
            ? emit.Integers(known.Skip(axis + 1).Aggregate(1L, (a, d) => checked(a * d.Size!.Value)))
            : emit.Add("ReduceProd", [emit.Add("Slice", emit.Add("Shape", like), emit.Integers(axis + 1), emit.Integers(int.MaxValue))],
                ("keepdims", EditableAttribute.Of(1L)));
        var m = emit.DimensionOf(matrix, 1);
        // An axis in front of all others has an outer size of 1; -1 stands for it otherwise.
        var cube = emit.Add("Reshape", value, emit.Add("Concat", [emit.Integers(-1), m, inner], ("axis", EditableAttribute.Of(0L))));
        return emit.Add("Reshape", emit.Add("MatMul", matrix, cube), shape ?? emit.ShapeOf(like));
    }

    /// <summary>A matrix [n, m] with a 1 in the row that each of m indices names.</summary>
    public static string Selection(NodeEmitter emit, string indices, string size)
    {
        var flat = emit.Add("Reshape", emit.Add("Cast", [indices], ("to", EditableAttribute.Of((long)ElementType.Int64))), emit.Integers(1, -1));
        var positive = emit.Add("Where", emit.Add("Less", flat, emit.Integer(0)), emit.Add("Add", flat, size), flat);
        var rows = emit.Add("Range", emit.Integer(0), emit.Add("Squeeze", size), emit.Integer(1));
        var equal = emit.Add("Equal", emit.Add("Unsqueeze", rows, emit.Integers(1)), positive);
        return emit.Add("Cast", [equal], ("to", EditableAttribute.Of((long)ElementType.Float)));
    }

    /// <summary>A constant matrix [rows, columns].</summary>
    public static string Matrix(NodeEmitter emit, double[,] values)
    {
        var flat = new float[values.Length];
        Buffer.BlockCopy(values.Cast<double>().Select(v => (float)v).ToArray(), 0, flat, 0, values.Length * sizeof(float));
        return emit.Constant(TensorConstant.OfFloats([values.GetLength(0), values.GetLength(1)], flat));
    }
}
