using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Gradients.Rules;

/// <summary>alpha * A' * B' + beta * C.</summary>
internal sealed class GemmRule : IGradientRule
{
    public IReadOnlyList<string> Operators => ["Gemm"];

    public string? Backward(GradientContext c)
    {
        var (left, right) = (c.Node.Integer("transA", 0) != 0, c.Node.Integer("transB", 0) != 0);
        var alpha = c.Node.Number("alpha", 1);
        if (c.Needs(0)) c.Give(0, left ? Product(c, c.Node.Inputs[1], c.G, right, true, alpha)
            : Product(c, c.G, c.Node.Inputs[1], false, !right, alpha));
        if (c.Needs(1)) c.Give(1, right ? Product(c, c.G, c.Node.Inputs[0], true, left, alpha)
            : Product(c, c.Node.Inputs[0], c.G, !left, false, alpha));
        if (c.Needs(2)) c.GiveSummed(2, c.Emit.Add("Mul", c.G, c.Emit.Scalar(c.Node.Number("beta", 1))));
        return null;
    }

    private static string Product(GradientContext c, string a, string b, bool turnA, bool turnB, float alpha) => c.Emit.Add("Gemm", [a, b],
        ("transA", EditableAttribute.Of(turnA ? 1L : 0)), ("transB", EditableAttribute.Of(turnB ? 1L : 0)), ("alpha", EditableAttribute.Of(alpha)));
}
