using Assay.Domain.Lineage;

namespace Assay.Reporting.Api.Shapes;

/// <summary>A model that shares tensors with the one in question.</summary>
/// <param name="Model">Which.</param>
/// <param name="Kinship">identical, within, contains or some.</param>
/// <param name="Relation">The same in words.</param>
/// <param name="Evidence">What kind of evidence it is: <c>same tensors</c>.</param>
/// <param name="SharedTensors">Different tensors in both that any two models would not have by chance.</param>
/// <param name="SharedBytes">Of these.</param>
/// <param name="ShareOfOwn">Part of the model's own bytes, 0 to 1.</param>
/// <param name="ShareOfOther">Part of the other's bytes, 0 to 1.</param>
public sealed record RelativeView(
    ModelRef Model, string Kinship, string Relation, string Evidence, int SharedTensors, long SharedBytes, double ShareOfOwn, double ShareOfOther)
{
    public static RelativeView Of(Relative relative) => new(
        ModelRef.Of(relative.Model),
        relative.Comparison.Kinship.ToString().ToLowerInvariant(),
        KinshipWords.Of(relative.Comparison.Kinship),
        "same tensors",
        relative.Comparison.SharedTensors,
        relative.Comparison.SharedBytes,
        relative.Comparison.ShareOfOwn,
        relative.Comparison.ShareOfOther);
}
