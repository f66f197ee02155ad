using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Shapes;

namespace Assay.OnnxGraph.Editing;

/// <summary>
/// Replaces rounding to a few bits by what it approximates: a pair of QuantizeLinear and DequantizeLinear becomes a Clip to the range that the bits
/// can
/// hold. The result is the surrogate that a straight-through estimate differentiates, as a model of its own, so its gradients can be checked.
/// Weights stay quantised, DequantizeLinear behind them.
/// </summary>
internal static class QuantisationRemoval
{
    public static bool Apply(EditableModel model, NameSupply names, CancellationToken cancellationToken)
    {
        if (!model.Graph.Nodes.Exists(n => n.Operator is "QuantizeLinear" or "DynamicQuantizeLinear" or "MatMulInteger" or "ConvInteger")) return false;
        var facts = ShapeInference.Of(model, cancellationToken);
        List<EditableNode> nodes = [];
        var emitter = new NodeEmitter(model, names, facts, nodes) { Prefix = "surrogate" };
        foreach (var node in model.Graph.Nodes)
        {
            if (node.Is("QuantizeLinear") && facts[node.Inputs[0]].Constant is null) Quantise(emitter, node, facts);
            else if (node.Is("DequantizeLinear") && facts[node.Inputs[0]].Constant is null && facts[node.Inputs[0]].Type == ElementType.Float)
                emitter.Place("Identity", [node.Inputs[0]], [node.Outputs[0]], []);
            else if (node.Is("DynamicQuantizeLinear")) Dynamic(emitter, node);
            else if (node.Is("MatMulInteger") || node.Is("ConvInteger")) Product(emitter, node);
            else
            {
                nodes.Add(node);
                facts.Visit([node], cancellationToken);
            }
        }
        model.Graph.Nodes.Clear();
        model.Graph.Nodes.AddRange(nodes);
        return true;
    }

    private static void Quantise(NodeEmitter emitter, EditableNode node, ShapeInference facts)
    {
        var type = node.Input(2).Length > 0 ? facts[node.Input(2)].Type : ElementType.UInt8;
        var (low, high) = type switch
        {
            ElementType.UInt8 => (0, 255),
            ElementType.Int8 => (-128, 127),
            ElementType.UInt16 => (0, 65535),
            ElementType.Int16 => (-32768, 32767),
            _ => throw new GraphRefusal($"{node} rounds to {type}, for which there is no surrogate."),
        };
        // Only one scale for the whole tensor has one range; those of weights do not come here.
        if (facts[node.Inputs[1]].Constant?.ToReals() is not [var scale])
            throw new GraphRefusal($"{node} has several or computed scales on a value that depends on the input.");
        var zero = node.Input(2).Length > 0 ? facts[node.Input(2)].Integers is [var z] ? z : 0 : 0;
        emitter.Place("Clip", [node.Inputs[0], emitter.Scalar((float)((low - zero) * scale)), emitter.Scalar((float)((high - zero) * scale))],
            [node.Outputs[0]], []);
    }

    private static void Dynamic(NodeEmitter emitter, EditableNode node)
    {
        // The scale is divided out again behind the product, so 1 serves as well and carries no gradient.
        emitter.Place("Identity", [node.Inputs[0]], [node.Outputs[0]], []);
        if (node.Output(1).Length > 0) emitter.Place("Identity", [emitter.Scalar(1)], [node.Output(1)], []);
        if (node.Output(2).Length > 0) emitter.Place("Identity", [emitter.Scalar(0)], [node.Output(2)], []);
    }

    private static void Product(NodeEmitter emitter, EditableNode node)
    {
        string Real(int value, int zero)
        {
            var cast = emitter.Add("Cast", [node.Inputs[value]], ("to", EditableAttribute.Of((long)ElementType.Float)));
            if (node.Input(zero).Length == 0) return cast;
            return emitter.Add("Sub", cast, emitter.Add("Cast", [node.Input(zero)], ("to", EditableAttribute.Of((long)ElementType.Float))));
        }

        var (left, right) = (Real(0, 2), Real(1, 3));
        emitter.Place(node.Is("MatMulInteger") ? "MatMul" : "Conv", [left, right], [node.Outputs[0]],
            [.. node.Attributes.Select(a => (a.Key, a.Value))]);
    }
}
