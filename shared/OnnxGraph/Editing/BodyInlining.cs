using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Editing;

/// <summary>Puts the nodes of a body (a function's, a branch's) into a graph under names of their own.</summary>
internal sealed class BodyInlining(NameSupply names)
{
    /// <summary>Copies nodes; values in <paramref name="bound"/> get those names, values that the nodes give get fresh ones, others stay.</summary>
    public List<EditableNode> Copy(IEnumerable<EditableNode> nodes, Dictionary<string, string> bound, Func<EditableNode, EditableNode>? change = null)
    {
        List<EditableNode> result = [];
        foreach (var original in nodes)
        {
            var node = (change ?? (n => n))(original.Copy());
            for (var i = 0; i < node.Inputs.Count; i++) node.Inputs[i] = bound.GetValueOrDefault(node.Inputs[i], node.Inputs[i]);
            for (var i = 0; i < node.Outputs.Count; i++)
            {
                if (node.Outputs[i].Length == 0) continue;
                if (!bound.TryGetValue(node.Outputs[i], out var name)) bound[node.Outputs[i]] = name = names.Fresh(node.Outputs[i]);
                node.Outputs[i] = name;
            }
            foreach (var (key, attribute) in node.Attributes.Where(a => a.Value.Graphs.Count > 0).ToList())
                node.Attributes[key] = attribute with { Graphs = [.. attribute.Graphs.Select(g => Rebind(g, bound, change))] };
            node.Name = names.Fresh(node.Name.Length > 0 ? node.Name : node.Operator);
            result.Add(node);
        }
        return result;
    }

    /// <summary>Renames what a nested graph takes from outside.</summary>
    private static EditableGraph Rebind(EditableGraph graph, Dictionary<string, string> bound, Func<EditableNode, EditableNode>? change)
    {
        var copy = graph.Copy();
        var outer = new Dictionary<string, string>(bound, StringComparer.Ordinal);
        foreach (var own in copy.Inputs.Select(i => i.Name).Concat(copy.Initializers.Keys).Concat(copy.Nodes.SelectMany(n =>
            n.Outputs))) outer.Remove(own);
        for (var n = 0; n < copy.Nodes.Count; n++)
        {
            var node = copy.Nodes[n] = (change ?? (x => x))(copy.Nodes[n]);
            for (var i = 0; i < node.Inputs.Count; i++) node.Inputs[i] = outer.GetValueOrDefault(node.Inputs[i], node.Inputs[i]);
            foreach (var (key, attribute) in node.Attributes.Where(a => a.Value.Graphs.Count > 0).ToList())
                node.Attributes[key] = attribute with { Graphs = [.. attribute.Graphs.Select(g => Rebind(g, outer, change))] };
        }
        for (var i = 0; i < copy.Outputs.Count; i++)
        {
            if (outer.TryGetValue(copy.Outputs[i].Name, out var name)) copy.Outputs[i] = copy.Outputs[i] with { Name = name };
        }
        return copy;
    }
}
