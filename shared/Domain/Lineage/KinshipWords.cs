using System.Globalization;

namespace Assay.Domain.Lineage;

/// <summary>Relations in words, as far as content goes.</summary>
public static class KinshipWords
{
    /// <summary>What never shows in the bytes.</summary>
    public const string Blind =
        "A model that was converted to another number format (fp32 to fp16, any quantisation) or trained on in all layers shares no tensor with its base: content cannot show that.";

    /// <summary>A clause about the relation of a model to another.</summary>
    public static string Of(Kinship kinship) => kinship switch
    {
        Kinship.Identical => "identical weights (container, names or graph may differ)",
        Kinship.Within => "all its tensors are in the other, which has more",
        Kinship.Contains => "it has all tensors of the other, and more",
        Kinship.Some => "some tensors are the same (a fine-tune with frozen layers, or parts taken over)",
        _ => "no relation by content",
    };

    /// <summary>The counts behind it.</summary>
    public static string Counts(TensorComparison comparison) => string.Create(
        CultureInfo.InvariantCulture,
        $"same tensors: {comparison.SharedTensors} of {comparison.OwnTensors} ({comparison.ShareOfOwn:P1} of its bytes, {comparison.ShareOfOther:P1} of the other's)");
}
