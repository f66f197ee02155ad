using Assay.OnnxGraph.Model;

namespace Assay.GpuProbe.Probes.Lineage;

/// <summary>Nodes in an order in which each comes after what it needs, whatever the order of the file.</summary>
internal static class FlowOrder
{
    private const int MaxDepth = 16;

    /// <summary>Nodes of circles come last: what they compute has no meaning, and no runtime takes such a graph.</summary>
    public static IReadOnlyList<EditableNode> Of(EditableGraph graph)
    {
        var given = graph.Initializers.Keys.Concat(graph.Inputs.Select(i => i.Name)).ToHashSet(StringComparer.Ordinal);
        var made = new HashSet<string>(graph.Nodes.SelectMany(n => n.Outputs), StringComparer.Ordinal);
        var ordered = new List<EditableNode>(graph.Nodes.Count);
        var waiting = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var missing = new int[graph.Nodes.Count];
        var ready = new SortedSet<int>();
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            foreach (var need in Needs(graph.Nodes[i]).Where(v => made.Contains(v) && !given.Contains(v)))
            {
                missing[i]++;
                if (!waiting.TryGetValue(need, out var list)) waiting[need] = list = [];
                list.Add(i);
            }
            if (missing[i] == 0) ready.Add(i);
        }
        while (ready.Count > 0)
        {
            var next = ready.Min;
            ready.Remove(next);
            ordered.Add(graph.Nodes[next]);
            foreach (var output in graph.Nodes[next].Outputs.Where(o => o.Length > 0).Distinct())
            {
                if (!waiting.Remove(output, out var list)) continue;
                foreach (var node in list) if (--missing[node] == 0) ready.Add(node);
            }
        }
        if (ordered.Count < graph.Nodes.Count) ordered.AddRange(graph.Nodes.Except(ordered).ToList());
        return ordered;
    }

    /// <summary>Values from outside that a node's branches and bodies use.</summary>
    public static IEnumerable<string> Captured(EditableNode node) =>
        node.Attributes.Values.SelectMany(a => a.Graphs).SelectMany(body => Free(body, 0)).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Needs(EditableNode node) => node.Inputs.Concat(Captured(node)).Where(v => v.Length > 0).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Free(EditableGraph body, int depth)
    {
        if (depth > MaxDepth) return [];
        var own = body.Initializers.Keys.Concat(body.Inputs.Select(i => i.Name)).Concat(body.Nodes.SelectMany(n => n.Outputs)).ToHashSet(StringComparer.Ordinal);
        return body.Nodes.SelectMany(n => n.Inputs.Concat(n.Attributes.Values.SelectMany(a => a.Graphs).SelectMany(g => Free(g, depth + 1))))
            .Concat(body.Outputs.Select(o => o.Name)).Where(v => v.Length > 0 && !own.Contains(v));
    }
}
