namespace Assay.OnnxGraph.Gradients;

/// <summary>A node through which no gradient goes.</summary>
/// <param name="Operator">Untrusted.</param>
/// <param name="Node">Operator and name, untrusted.</param>
/// <param name="Reason">Why.</param>
public sealed record UnsupportedNode(string Operator, string Node, string Reason);
