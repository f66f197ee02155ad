using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Gradients.Rules;

/// <summary>Softmax and its logarithm along one axis.</summary>
internal sealed class SoftmaxRule : IGradientRule
{
    public IReadOnlyList<string> Operators => ["Softmax", "LogSoftmax"];

    public string? Backward(GradientContext c)
    {
        if (!c.Needs(0)) return null;
        var (e, axis) = (c.Emit, c.Emit.Integers(c.Node.Integer("axis", -1)));
        if (c.Node.Is("Softmax"))
        {
            var sum = e.Add("ReduceSum", [e.Add("Mul", c.G, c.Y), axis], ("keepdims", EditableAttribute.Of(1L)));
            c.Give(0, e.Add("Mul", c.Y, e.Add("Sub", c.G, sum)));
        }
        else
        {
            var sum = e.Add("ReduceSum", [c.G, axis], ("keepdims", EditableAttribute.Of(1L)));
            c.Give(0, e.Add("Sub", c.G, e.Add("Mul", e.Add("Exp", c.Y), sum)));
        }
        return null;
    }
}
