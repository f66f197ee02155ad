using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Gradients.Rules;

/// <summary>Products of matrices, with batches.</summary>
internal sealed class MatMulRule : IGradientRule
{
    public IReadOnlyList<string> Operators => ["MatMul"];

    public string? Backward(GradientContext c)
    {
        var (a, b) = (c.Fact(0).Rank, c.Fact(1).Rank);
        if (a is null || b is null) return "the number of dimensions of an input is not known";
        if (a < 2 || b < 2) return "an input is a vector";
        if (c.Needs(0)) c.GiveSummed(0, c.Emit.Add("MatMul", c.G, Turned(c, 1, b.Value)));
        if (c.Needs(1)) c.GiveSummed(1, c.Emit.Add("MatMul", Turned(c, 0, a.Value), c.G));
        return null;
    }

    private static string Turned(GradientContext c, int input, int rank)
    {
        var order = Enumerable.Range(0, rank).Select(i => (long)i).ToArray();
        (order[^1], order[^2]) = (order[^2], order[^1]);
        return c.Emit.Add("Transpose", [c.Node.Inputs[input]], ("perm", EditableAttribute.Of(order)));
    }
}
