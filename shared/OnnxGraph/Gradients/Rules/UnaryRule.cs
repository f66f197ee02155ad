namespace Assay.OnnxGraph.Gradients.Rules;

/// <summary>Operators on each element by itself: the cotangent times a derivative that is made of the input or the output.</summary>
internal sealed class UnaryRule(string op, Func<GradientContext, string> backward) : IGradientRule
{
    /// <summary>One for each operator.</summary>
    public static IEnumerable<UnaryRule> All => [.. Activations.All, .. ElementaryFunctions.All];

    public IReadOnlyList<string> Operators { get; } = [op];

    public string? Backward(GradientContext context)
    {
        if (context.Needs(0)) context.Give(0, backward(context));
        return null;
    }
}
