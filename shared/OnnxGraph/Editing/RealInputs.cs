using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Editing;

/// <summary>
/// Gives a model that takes pixels as bytes an input of floats under the same name and with the same range, so that there is something to
/// differentiate
/// with respect to: where every path from the input leads to a Cast through nodes that only move elements.
/// </summary>
internal static class RealInputs
{
    private static readonly string[] Moving = ["Transpose", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Identity", "Slice", "Gather", "Concat",
        "Split", "Pad"];

    public static List<string> Apply(EditableGraph graph)
    {
        List<string> changed = [];
        for (var i = 0; i < graph.Inputs.Count; i++)
        {
            var input = graph.Inputs[i];
            if (input.Type is not (ElementType.UInt8 or ElementType.Int8) || !LeadsToCasts(graph, input.Name)) continue;
            graph.Inputs[i] = input with { Type = ElementType.Float };
            changed.Add(input.Name);
        }
        return changed;
    }

    private static bool LeadsToCasts(EditableGraph graph, string name)
    {
        var open = new Queue<string>([name]);
        var seen = new HashSet<string>(StringComparer.Ordinal) { name };
        while (open.TryDequeue(out var value))
        {
            if (graph.Outputs.Exists(o => o.Name == value)) return false;
            foreach (var node in graph.Nodes.Where(n => GraphOrder.Needs(n).Contains(value)))
            {
                if (node.Is("Shape") || (node.Is("Cast") && ((ElementType)node.Integer("to", 0)).IsReal())) continue;
                if (node.Domain.Length > 0 || !Moving.Contains(node.Operator) || node.Input(0) != value) return false;
                foreach (var output in node.Outputs.Where(seen.Add)) open.Enqueue(output);
            }
        }
        return true;
    }
}
