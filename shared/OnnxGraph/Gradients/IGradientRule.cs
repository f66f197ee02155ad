namespace Assay.OnnxGraph.Gradients;

/// <summary>
/// How cotangents go backwards through an operator (a vector-Jacobian product). A rule adds nodes of operator set 17 and keeps no state; it may be
/// used
/// for several graphs at the same time.
/// </summary>
public interface IGradientRule
{
    /// <summary>The standard operators that the rule is for.</summary>
    IReadOnlyList<string> Operators { get; }

    /// <summary>
    /// Gives a cotangent to each input that needs one (<see cref="GradientContext.Needs"/>), made of the cotangents of the outputs. An input that
    /// gets none
    /// has gradient zero.
    /// </summary>
    /// <returns>Null, or the reason why this node cannot be differentiated, e.g. a size that is not known.</returns>
    string? Backward(GradientContext context);
}
