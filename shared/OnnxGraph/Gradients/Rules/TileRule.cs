using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Gradients.Rules;

/// <summary>Repetition of whole tensors.</summary>
internal sealed class TileRule : IGradientRule
{
    public IReadOnlyList<string> Operators => ["Tile"];

    public string? Backward(GradientContext c)
    {
        if (!c.Needs(0)) return null;
        if (c.Fact(0).Rank is not { } rank) return "the number of dimensions of its input is not known";
        var e = c.Emit;
        List<string> parts = [];
        for (var i = 0; i < rank; i++)
        {
            parts.Add(e.Add("Gather", c.Node.Inputs[1], e.Integers(i)));
            parts.Add(e.DimensionOf(c.X, i));
        }
        var split = e.Add("Reshape", c.G, e.Add("Concat", [.. parts], ("axis", EditableAttribute.Of(0L))));
        var axes = e.Integers([.. Enumerable.Range(0, rank).Select(i => 2L * i)]);
        c.Give(0, e.Add("ReduceSum", [split, axes], ("keepdims", EditableAttribute.Of(0L))));
        return null;
    }
}
