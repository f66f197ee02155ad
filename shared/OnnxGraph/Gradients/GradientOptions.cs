namespace Assay.OnnxGraph.Gradients;

/// <summary>How a gradient graph is built.</summary>
public sealed record GradientOptions
{
    /// <summary>
    /// True: a node without a rule ends the gradient like a constant, and the result says so. The check against differences then fails wherever the
    /// node matters. Default: false, such a model is refused.
    /// </summary>
    public bool StopAtUnsupported { get; init; }

    /// <summary>False: the model's own outputs are left out, and with them what only they need. Default: true.</summary>
    public bool KeepOutputs { get; init; } = true;
}
