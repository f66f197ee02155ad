using Assay.OnnxGraph.Editing;
using Assay.OnnxGraph.Model;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>Formulas as nodes, so that an update in a graph reads like the formula that it is.</summary>
internal static class NodeArithmetic
{
    /// <summary>The largest number of single precision: what is not above it is a number.</summary>
    private const float Largest = float.MaxValue;

    public static string Plus(this NodeEmitter e, string a, string b) => e.Add("Add", a, b);

    public static string Plus(this NodeEmitter e, string a, float b) => e.Add("Add", a, e.Scalar(b));

    public static string Less(this NodeEmitter e, string a, string b) => e.Add("Sub", a, b);

    public static string Times(this NodeEmitter e, string a, string b) => e.Add("Mul", a, b);

    public static string Times(this NodeEmitter e, string a, float b) => e.Add("Mul", a, e.Scalar(b));

    public static string Over(this NodeEmitter e, string a, string b) => e.Add("Div", a, b);

    /// <summary>A part of one and the rest of the other: how means are carried along.</summary>
    public static string Blend(this NodeEmitter e, string kept, float share, string added) => e.Plus(e.Times(kept, share), e.Times(added, 1 - share));

    public static string Within(this NodeEmitter e, string a, float low, float high) => e.Add("Clip", a, e.Scalar(low), e.Scalar(high));

    public static string IsAbove(this NodeEmitter e, string a, float b) => e.Add("Greater", a, e.Scalar(b));

    public static string Choose(this NodeEmitter e, string condition, string then, string otherwise) => e.Add("Where", condition, then, otherwise);

    public static string Choose(this NodeEmitter e, string condition, float then, float otherwise) => e.Add("Where", condition, e.Scalar(then), e.Scalar(otherwise));

    /// <summary>The numbers, and 0 where one is not finite: what has no gradient stays where it is.</summary>
    public static string Finite(this NodeEmitter e, string a) => e.Choose(e.Add("LessOrEqual", e.Add("Abs", a), e.Scalar(Largest)), a, e.Scalar(0));

    /// <summary>Whole numbers, for indices.</summary>
    public static string Whole(this NodeEmitter e, string a) => e.Add("Cast", [a], ("to", EditableAttribute.Of((long)ElementType.Int32)));

    /// <summary>One number for each group, in a shape that goes with what has more dimensions.</summary>
    public static string Spread(this NodeEmitter e, string perGroup, int groups, int rank) =>
        e.Add("Reshape", perGroup, e.Integers([groups, .. Enumerable.Repeat(1L, rank - 1)]));

    /// <summary>Sums over all dimensions but the first.</summary>
    public static string SumOfGroup(this NodeEmitter e, string a, int groups) =>
        e.Add("ReduceSum", [e.Add("Reshape", a, e.Integers(groups, -1)), e.Integers(1)], ("keepdims", EditableAttribute.Of(0L)));

    /// <summary>Means over all dimensions but the first.</summary>
    public static string MeanOfGroup(this NodeEmitter e, string a, int groups) =>
        e.Add("ReduceMean", [e.Add("Reshape", a, e.Integers(groups, -1))], ("axes", EditableAttribute.Of([1L])), ("keepdims", EditableAttribute.Of(0L)));
}
