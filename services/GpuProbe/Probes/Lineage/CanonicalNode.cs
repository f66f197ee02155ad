using Assay.OnnxGraph.Model;

namespace Assay.GpuProbe.Probes.Lineage;

/// <summary>A node whose inputs are named past conversions of number types.</summary>
/// <param name="Node">As it stands in the graph.</param>
/// <param name="Operator">With the domain; integer products are named as the products that they stand for.</param>
/// <param name="Inputs">Values that it takes, by the names of those that were first; empty where one is left out.</param>
/// <param name="Outputs">Values that it gives.</param>
internal sealed record CanonicalNode(EditableNode Node, string Operator, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs)
{
    private static readonly HashSet<string> _plumbing =
    [
        "Shape", "Size", "Unsqueeze", "Squeeze", "Reshape", "Flatten", "Expand", "Range", "ConstantOfShape", "Transpose", "Concat", "Slice", "Gather", "Tile",
    ];

    /// <summary>True for what moves numbers and computes none: exporters add and leave out such nodes at will.</summary>
    public bool IsPlumbing => _plumbing.Contains(Operator);

    /// <summary>True where only the shape of the input counts.</summary>
    public bool GivesShape => Operator is "Shape" or "Size";

    public bool Equals(CanonicalNode? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
