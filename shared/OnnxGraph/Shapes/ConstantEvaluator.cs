using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Shapes;

/// <summary>
/// Computes nodes of constants. Meant for shapes, masks and small tables: larger results stay nodes, which the runtime folds as well. A budget over
/// the
/// whole model bounds what hostile chains can cost.
/// </summary>
internal sealed class ConstantEvaluator
{
    private const long MaxElements = 1 << 18;
    private long _budget = 1 << 24;

    /// <summary>The first output; null where it is not constant, too large, or of an operator that is not folded.</summary>
    public TensorConstant? Evaluate(EditableNode node, NodeScope scope)
    {
        if (node.Is("Constant")) return Literal(node);
        if (node.Outputs.Count(o => o.Length > 0) != 1) return null;
        if (node.Is("Shape") || node.Is("Size")) return null;
        var inputs = new TensorConstant?[node.Inputs.Count];
        for (var i = 0; i < inputs.Length; i++)
        {
            if (!scope.Has(i)) continue;
            if (scope.In(i).Constant is not { HasData: true } constant || constant.Count > MaxElements) return null;
            inputs[i] = constant;
        }
        if (inputs.Length == 0) return null;
        if (Size(node, scope) is not { } size || size > MaxElements || (_budget -= size) < 0) return null;
        return ConstantMovement.Evaluate(node, scope, inputs) ?? ConstantArithmetic.Evaluate(node, scope, inputs);
    }

    private static long? Size(EditableNode node, NodeScope scope)
    {
        if (node.Is("Range")) return ConstantMovement.RangeLength(scope);
        if (scope.Output(0).Sizes is not { } sizes) return null;
        long count = 1;
        foreach (var s in sizes)
        {
            if (s < 0 || Math.BigMul(count, s, out count) != 0 || count < 0 || count > MaxElements) return null;
        }
        return count;
    }

    private static TensorConstant? Literal(EditableNode node)
    {
        if (node.Tensor("value") is { HasData: true } tensor) return tensor;
        if (node.Attributes.TryGetValue("value_float", out var f)) return TensorConstant.Scalar(f.Number);
        if (node.Attributes.TryGetValue("value_int", out var i)) return TensorConstant.OfIntegers([], [i.Integer]);
        if (node.Integers("value_ints") is { } list) return TensorConstant.OfIntegers([list.Count], [.. list]);
        if (node.Attributes.TryGetValue("value_floats", out var floats)) return TensorConstant.OfFloats([floats.Numbers.Count], [.. floats.Numbers]);
        return null;
    }
}
