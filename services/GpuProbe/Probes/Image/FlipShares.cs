using Assay.OnnxGraph.Editing;
using Assay.OnnxGraph.Model;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>The share of each group's images that are answered as wanted, as nodes. As <see cref="Scores"/> has it: of equal scores the first counts.</summary>
internal static class FlipShares
{
    public static string Of(NodeEmitter e, SearchLayout layout)
    {
        var numbers = e.Choose(e.Add("IsNaN", ImageClassifier.Logits), e.Scalar(float.MinValue), ImageClassifier.Logits);
        var labels = e.Add("ArgMax", [numbers], ("axis", EditableAttribute.Of(1L)), ("keepdims", EditableAttribute.Of(0L)));
        // Where no score is a number, the first is no answer.
        var answered = e.IsAbove(e.Add("ReduceMax", [numbers], ("axes", EditableAttribute.Of([1L])), ("keepdims", EditableAttribute.Of(0L))), float.MinValue);
        var hits = e.Add("And", e.Add("Equal", labels, WeightedCrossEntropy.Targets), answered);
        return e.MeanOfGroup(e.Add("Cast", [hits], ("to", EditableAttribute.Of((long)ElementType.Float))), layout.Groups);
    }
}
