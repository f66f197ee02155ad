using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Shapes;

/// <summary>What is known of a value without running the model.</summary>
public sealed record ValueFact
{
    public static ValueFact Nothing { get; } = new();

    public ElementType Type { get; init; }

    /// <summary>Null where not even the number of dimensions is known.</summary>
    public IReadOnlyList<Dimension>? Shape { get; init; }

    /// <summary>The value itself, where it depends on no input.</summary>
    public TensorConstant? Constant { get; init; }

    /// <summary>The whole numbers of a scalar or list that shapes are computed with; they may depend on symbols.</summary>
    public IReadOnlyList<Dimension>? Numbers { get; init; }

    public int? Rank => Shape?.Count;

    /// <summary>True where every dimension is a number.</summary>
    public bool IsStatic => Sizes is not null;

    /// <summary>The dimensions as numbers; null where one of them is none.</summary>
    public long[]? Sizes
    {
        get
        {
            if (Shape is null) return null;
            var sizes = new long[Shape.Count];
            for (var i = 0; i < sizes.Length; i++)
            {
                if (Shape[i].Size is not { } size) return null;
                sizes[i] = size;
            }
            return sizes;
        }
    }

    /// <summary>Whole numbers that are known; null otherwise.</summary>
    public long[]? Integers => Constant is { } c && c.Count <= 4096 ? c.ToIntegers()
        : Numbers is { } n && n.All(d => d.Size is not null) ? [.. n.Select(d => d.Size!.Value)]
        : null;

    public static ValueFact Of(TensorConstant constant) => new()
    {
        Type = constant.Type,
        Shape = [.. constant.Dims.Select(Dimension.Of)],
        Constant = constant,
        Numbers = constant.Dims.Count <= 1 && constant.Count <= 64 ? constant.ToIntegers()?.Select(Dimension.Of).ToList() : null,
    };

    /// <summary><c>Float[batch,3,32,32]</c></summary>
    public override string ToString() => $"{Type}{(Shape is null ? "[…]" : $"[{string.Join(",", Shape)}]")}";
}
