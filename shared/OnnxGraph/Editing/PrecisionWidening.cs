using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Editing;

/// <summary>Turns numbers of half precision into single precision everywhere, so that gradients are computed in it.</summary>
internal static class PrecisionWidening
{
    public static bool Apply(EditableGraph graph)
    {
        var changed = false;
        foreach (var (name, tensor) in graph.Initializers.Where(i => IsHalf(i.Value.Type)).ToList())
        {
            graph.Initializers[name] = Widen(tensor);
            changed = true;
        }
        changed |= Widen(graph.Inputs) | Widen(graph.Outputs);
        graph.Values.Clear();
        foreach (var node in graph.Nodes)
        {
            foreach (var (name, attribute) in node.Attributes.ToList())
            {
                if (name is "to" or "dtype" && IsHalf((ElementType)attribute.Integer)) node.Attributes[name] = EditableAttribute.Of((long)ElementType.Float);
                else if (attribute.Tensors.Any(t => IsHalf(t.Value.Type)))
                    node.Attributes[name] = attribute with
                    {
                        Tensors = [.. attribute.Tensors.Select(t => new KeyValuePair<string,
                        TensorConstant>(t.Key, Widen(t.Value)))]
                    };
                foreach (var body in attribute.Graphs) changed |= Apply(body);
            }
        }
        return changed;
    }

    private static bool IsHalf(ElementType type) => type is ElementType.Float16 or ElementType.BFloat16;

    private static TensorConstant Widen(TensorConstant tensor)
    {
        if (!IsHalf(tensor.Type)) return tensor;
        var values = tensor.ToReals() ?? throw new GraphRefusal("A tensor of half precision has its numbers in another file; put them into the model.");
        return TensorConstant.OfReals(ElementType.Float, tensor.Dims, values);
    }

    private static bool Widen(List<ValueInfo> values)
    {
        var changed = false;
        for (var i = 0; i < values.Count; i++)
        {
            if (!IsHalf(values[i].Type)) continue;
            values[i] = values[i] with { Type = ElementType.Float };
            changed = true;
        }
        return changed;
    }
}
