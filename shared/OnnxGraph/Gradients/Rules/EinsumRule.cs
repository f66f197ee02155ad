using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Gradients.Rules;

/// <summary>Sums of products of two tensors by an equation without repeated letters or dots.</summary>
internal sealed class EinsumRule : IGradientRule
{
    public IReadOnlyList<string> Operators => ["Einsum"];

    public string? Backward(GradientContext c)
    {
        var equation = c.Node.Text("equation", "").Replace(" ", "", StringComparison.Ordinal);
        if (c.Node.Inputs.Count != 2 || equation.Split("->") is not [var from, var to] || from.Split(',') is not [var a, var b]
            || equation.Contains('.'))
            return $"its equation '{equation}' is not of two tensors and a result";
        if (a.Distinct().Count() < a.Length || b.Distinct().Count() < b.Length) return $"its equation '{equation}' takes a diagonal";
        if (a.Except(b + to).Any() || b.Except(a + to).Any()) return $"its equation '{equation}' sums one tensor by itself";
        if (c.Needs(0)) c.Give(0, c.Emit.Add("Einsum", [c.G, c.Node.Inputs[1]], ("equation", EditableAttribute.Of($"{to},{b}->{a}"))));
        if (c.Needs(1)) c.Give(1, c.Emit.Add("Einsum", [c.G, c.Node.Inputs[0]], ("equation", EditableAttribute.Of($"{to},{a}->{b}"))));
        return null;
    }
}
