namespace Assay.OnnxGraph.Shapes;

/// <summary>Shapes of operations on pairs of tensors (numpy's rules).</summary>
public static class Broadcasting
{
    /// <summary>The shape of the result; null where a rank is unknown.</summary>
    public static IReadOnlyList<Dimension>? Of(IReadOnlyList<Dimension>? a, IReadOnlyList<Dimension>? b)
    {
        if (a is null || b is null) return null;
        var result = new Dimension[Math.Max(a.Count, b.Count)];
        for (var i = 0; i < result.Length; i++) result[i] = Of(At(a, i, result.Length), At(b, i, result.Length));
        return result;
    }

    private static Dimension At(IReadOnlyList<Dimension> shape, int index, int rank) =>
        index < rank - shape.Count ? Dimension.Of(1) : shape[index - rank + shape.Count];

    private static Dimension Of(Dimension a, Dimension b)
    {
        if (a.Size == 1) return b;
        if (b.Size == 1) return a;
        // A number above 1 decides: the other side is the same or 1.
        if (a.Size is not null) return a;
        if (b.Size is not null) return b;
        return Dimension.Same(a, b) ? a : Dimension.Unknown;
    }
}
