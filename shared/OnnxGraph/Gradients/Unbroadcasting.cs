using Assay.OnnxGraph.Editing;
using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Shapes;

namespace Assay.OnnxGraph.Gradients;

/// <summary>Undoes broadcasting: sums a cotangent over the axes along which a value was repeated.</summary>
internal static class Unbroadcasting
{
    public static string Apply(NodeEmitter emit, string cotangent, string like)
    {
        var (from, to) = (emit.Facts[cotangent].Shape, emit.Facts[like].Shape);
        if (from is null || to is null) return Dynamic(emit, cotangent, like, from?.Count, to?.Count);
        List<long> axes = [];
        var extra = from.Count - to.Count;
        for (var i = 0; i < from.Count; i++)
        {
            if (i < extra || (to[i - extra].Size == 1 && from[i].Size != 1)) axes.Add(i);
            else if (to[i - extra].Size is null && !Dimension.Same(from[i], to[i - extra])) return Dynamic(emit, cotangent, like, from.Count,
                to.Count);
        }
        if (axes.Count == 0) return cotangent;
        var sum = emit.Add("ReduceSum", [cotangent, emit.Integers([.. axes])], ("keepdims", EditableAttribute.Of(1L)));
        return extra == 0 ? sum : emit.Add("Reshape", sum, emit.ShapeOf(like));
    }

    /// <summary>Finds the axes when the graph runs: those in which the shapes differ.</summary>
    private static string Dynamic(NodeEmitter emit, string cotangent, string like, int? from, int? to)
    {
        if (from is null || to is null) throw new GraphRefusal($"The number of dimensions of '{like}' is not known, so its gradient cannot be summed; fix the model's open dimensions.");
        var (wide, narrow) = (emit.Add("Shape", cotangent), emit.Add("Shape", like));
        var padded = from == to ? narrow : emit.Add("Concat", [emit.Integers([.. Enumerable.Repeat(1L, from.Value - to.Value)]), narrow],
            ("axis", EditableAttribute.Of(0L)));
        var differ = emit.Add("Not", emit.Add("Equal", wide, padded));
        var axes = emit.Add("Reshape", emit.Add("NonZero", differ), emit.Integers(-1));
        var sum = emit.Add("ReduceSum", [cotangent, axes], ("keepdims", EditableAttribute.Of(1L)),
            ("noop_with_empty_axes", EditableAttribute.Of(1L)));
        return emit.Add("Reshape", sum, narrow);
    }
}
