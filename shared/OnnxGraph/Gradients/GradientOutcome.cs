namespace Assay.OnnxGraph.Gradients;

/// <summary>The graph, or why there is none.</summary>
/// <param name="Graph">Null where it was refused.</param>
/// <param name="Reason">Null where it was built; names from the model in it are untrusted.</param>
/// <param name="Unsupported">Every node on the way that has no gradient, not only the first: what a rule is missing for.</param>
public sealed record GradientOutcome(GradientGraph? Graph, string? Reason, IReadOnlyList<UnsupportedNode> Unsupported);
