using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Gradients.Rules;

/// <summary>Lookups and updates of single elements.</summary>
internal sealed class ScatterRule : IGradientRule
{
    public IReadOnlyList<string> Operators => ["GatherElements", "GatherND", "ScatterElements", "ScatterND"];

    public string? Backward(GradientContext c)
    {
        var (e, indices) = (c.Emit, c.Node.Inputs[1]);
        (string, EditableAttribute) axis = ("axis", EditableAttribute.Of(c.Node.Integer("axis", 0)));
        (string, EditableAttribute) add = ("reduction", EditableAttribute.Of("add"));
        switch (c.Node.Operator)
        {
            case "GatherElements":
                if (c.Needs(0)) c.Give(0, e.Add("ScatterElements", [c.ZerosLike(c.X), indices, c.G], axis, add));
                return null;
            case "GatherND":
                if (c.Node.Integer("batch_dims", 0) != 0) return "it looks up in batches";
                if (c.Needs(0)) c.Give(0, e.Add("ScatterND", [c.ZerosLike(c.X), indices, c.G], add));
                return null;
            default:
                var elements = c.Node.Is("ScatterElements");
                var reduction = c.Node.Text("reduction", "none");
                if (reduction is not ("none" or "add")) return $"it combines by {reduction}";
                if (c.Needs(2)) c.Give(2, elements ? e.Add("GatherElements", [c.G, indices], axis) : e.Add("GatherND", c.G, indices));
                if (!c.Needs(0)) return null;
                if (reduction == "add") c.Give(0, c.G);
                else if (elements) c.Give(0, e.Add("ScatterElements", [c.G, indices, c.ZerosLike(c.Node.Inputs[2])], axis));
                else c.Give(0, e.Add("ScatterND", c.G, indices, c.ZerosLike(c.Node.Inputs[2])));
                return null;
        }
    }
}
