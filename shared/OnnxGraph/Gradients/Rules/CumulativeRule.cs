using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Gradients.Rules;

/// <summary>Running sums, and triangles of matrices.</summary>
internal sealed class CumulativeRule : IGradientRule
{
    public IReadOnlyList<string> Operators => ["CumSum", "Trilu"];

    public string? Backward(GradientContext c)
    {
        if (!c.Needs(0)) return null;
        var node = c.Node;
        if (node.Is("CumSum"))
        {
            c.Give(0, c.Emit.Add("CumSum", [c.G, node.Inputs[1]], ("exclusive", EditableAttribute.Of(node.Integer("exclusive", 0))),
                ("reverse", EditableAttribute.Of(1 - node.Integer("reverse", 0)))));
        }
        else
        {
            string[] inputs = node.Input(1).Length > 0 ? [c.G, node.Inputs[1]] : [c.G];
            c.Give(0, c.Emit.Add("Trilu", inputs, ("upper", EditableAttribute.Of(node.Integer("upper", 1)))));
        }
        return null;
    }
}
