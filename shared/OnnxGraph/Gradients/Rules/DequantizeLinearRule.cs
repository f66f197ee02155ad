namespace Assay.OnnxGraph.Gradients.Rules;

/// <summary>Whole numbers carry no gradient; where rounding was removed there is none of these on the way.</summary>
internal sealed class DequantizeLinearRule : IGradientRule
{
    public IReadOnlyList<string> Operators => ["DequantizeLinear"];

    public string? Backward(GradientContext context) => null;
}
