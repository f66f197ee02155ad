using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Shapes;

/// <summary>Follows whole numbers that shapes are made of where they depend on symbols: Shape, then Gather, Concat, Mul and the like.</summary>
internal static class ShapeArithmetic
{
    private const int MaxNumbers = 64;

    public static void Apply(NodeScope s, Dictionary<string, ValueFact> facts)
    {
        var name = s.Node.Output(0);
        if (name.Length == 0 || Numbers(s) is not { } numbers || numbers.Count > MaxNumbers) return;
        var fact = facts[name];
        facts[name] = fact with { Numbers = numbers };
        // All symbols gone: a constant after all, e.g. the shape of a value with a known shape.
        if (fact.Shape is { Count: <= 1 } && numbers.All(n => n.Size is not null)
            && fact.Type is ElementType.Int64 or ElementType.Int32 or ElementType.Bool)
        {
            var dims = fact.Shape.Count == 0 ? Array.Empty<long>() : [numbers.Count];
            facts[name] = ValueFact.Of(TensorConstant.OfWhole(fact.Type, dims, [.. numbers.Select(n => n.Size!.Value)]));
        }
    }

    /// <summary>Which dimensions a Shape node gives.</summary>
    public static (int Start, int End) ShapeRange(EditableNode node, int rank)
    {
        var (start, end) = (node.Integer("start", 0), node.Integer("end", rank));
        start = Math.Clamp(start < 0 ? start + rank : start, 0, rank);
        end = Math.Clamp(end < 0 ? end + rank : end, 0, rank);
        return ((int)start, (int)Math.Max(start, end));
    }

    public static int Length(this (int Start, int End) range) => range.End - range.Start;

    private static IReadOnlyList<Dimension>? Numbers(NodeScope s)
    {
        var (a, b) = (s.In(0).Numbers, s.In(1).Numbers);
        switch (s.Node.Operator)
        {
            case "Shape":
                return s.In(0).Shape is { } shape ? [.. shape.Take(ShapeRange(s.Node, shape.Count).End).Skip(ShapeRange(s.Node, shape.Count).Start)]
                    : null;
            case "Size":
                return s.In(0).Shape is { } all ? [all.Aggregate(Dimension.Of(1), (x, y) => x * y)] : null;
            case "Identity" or "Unsqueeze" or "Squeeze" or "Reshape":
                return a;
            case "Cast":
                return (ElementType)s.Node.Integer("to", 0) is ElementType.Int64 or ElementType.Int32 ? a : null;
            case "Gather":
                return a is not null && s.In(0).Rank == 1 && s.In(1).Integers is { } at && s.In(1).Rank <= 1
                    && at.All(i => i >= -a.Count && i < a.Count)
                    ? [.. at.Select(i => a[(int)(i < 0 ? i + a.Count : i)])] : null;
            case "Concat":
                return Joined(s);
            case "Slice":
                return a is not null && s.In(0).Rank == 1 && SliceBounds.Of(s, 0, a.Count) is { } cut && (SliceBounds.Axes(s) is [0 or -1])
                    ? [.. Enumerable.Range(0, (int)cut.Length).Select(i => a[(int)(cut.Start + (i * cut.Step))])] : null;
            case "Add":
                return Pairs(a, b, (x, y) => x + y);
            case "Sub":
                return Pairs(a, b, (x, y) => x - y);
            case "Mul":
                return Pairs(a, b, (x, y) => x * y);
            case "Div":
                return Pairs(a, b, (x, y) => x / y);
            case "Equal":
                return Pairs(a, b, Compare) is { } equal && equal.All(e => !e.IsUnknown) ? equal : null;
            case "Where":
                return s.In(0).Integers is { } chosen && Pairs(s.In(1).Numbers, s.In(2).Numbers, (x, _) => x)?.Count == chosen.Length
                    ? [.. chosen.Select((c, i) => c != 0 ? Cyclic(s.In(1).Numbers!, i) : Cyclic(s.In(2).Numbers!, i))] : null;
            case "ReduceProd":
                return a is not null && s.In(0).Rank == 1 ? [a.Aggregate(Dimension.Of(1), (x, y) => x * y)] : null;
            case "Expand":
                return a is [var one] && s.In(1).Integers is [>= 1 and <= MaxNumbers and var n] ? [.. Enumerable.Repeat(one, (int)n)] : null;
            default:
                return null;
        }
    }

    private static List<Dimension>? Joined(NodeScope s)
    {
        List<Dimension> all = [];
        for (var i = 0; i < s.Node.Inputs.Count; i++)
        {
            if (s.In(i).Numbers is not { } part || s.In(i).Rank != 1 || all.Count + part.Count > MaxNumbers) return null;
            all.AddRange(part);
        }
        return all;
    }

    private static Dimension Cyclic(IReadOnlyList<Dimension> list, int index) => list.Count == 1 ? list[0] : list[index];

    private static List<Dimension>? Pairs(IReadOnlyList<Dimension>? a, IReadOnlyList<Dimension>? b, Func<Dimension, Dimension, Dimension> with)
    {
        if (a is null || b is null || a.Count == 0 || b.Count == 0 || (a.Count != b.Count && a.Count != 1 && b.Count != 1)) return null;
        return [.. Enumerable.Range(0, Math.Max(a.Count, b.Count)).Select(i => with(Cyclic(a, i), Cyclic(b, i)))];
    }

    /// <summary>1 for equal, 0 for different. A symbol is a dimension of an input and never negative.</summary>
    private static Dimension Compare(Dimension a, Dimension b)
    {
        if (a.Size is { } x && b.Size is { } y) return Dimension.Of(x == y ? 1 : 0);
        if (Dimension.Same(a, b)) return Dimension.Of(1);
        return (a.Name is not null && b.Size < 0) || (b.Name is not null && a.Size < 0) ? Dimension.Of(0) : Dimension.Unknown;
    }
}
