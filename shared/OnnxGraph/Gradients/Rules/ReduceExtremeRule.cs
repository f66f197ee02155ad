using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Gradients.Rules;

/// <summary>
/// The largest or smallest along one axis: the cotangent goes to the first element that ArgMax or ArgMin names. Whole numbers are compared, never
/// floats
/// that two kernels may have computed differently.
/// </summary>
internal sealed class ReduceExtremeRule : IGradientRule
{
    public IReadOnlyList<string> Operators => ["ReduceMax", "ReduceMin"];

    public string? Backward(GradientContext c)
    {
        if (!c.Needs(0)) return null;
        if (c.Fact(0).Rank is not { } rank || c.Node.Integers("axes") is not [var axis]
            || c.Node.Integer("keepdims", 1) == 0) return "it reduces several axes at once";
        if (axis < 0) axis += rank;
        var e = c.Emit;
        var place = e.Add(c.Node.Is("ReduceMax") ? "ArgMax" : "ArgMin", [c.X], ("axis", EditableAttribute.Of(axis)),
            ("keepdims", EditableAttribute.Of(1L)));
        var numbers = e.Add("Range", e.Integer(0), e.Add("Squeeze", e.DimensionOf(c.X, (int)axis)), e.Integer(1));
        var shaped = e.Add("Reshape", numbers, e.Integers([.. Enumerable.Range(0, rank).Select(i => i == axis ? -1L : 1)]));
        c.Give(0, e.Add("Mul", c.G, c.Mask(e.Add("Equal", place, shaped))));
        return null;
    }
}
