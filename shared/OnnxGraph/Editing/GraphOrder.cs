using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Editing;

/// <summary>Checks that a graph is one that can run, and puts its nodes in an order in which they can.</summary>
internal static class GraphOrder
{
    /// <exception cref="GraphRefusal">A name is given twice or by nobody, or nodes wait for each other.</exception>
    public static void Sort(EditableGraph graph)
    {
        var producers = new Dictionary<string, EditableNode?>(StringComparer.Ordinal);
        foreach (var input in graph.Inputs)
        {
            if (!producers.TryAdd(input.Name, null)) throw new GraphRefusal($"Two inputs have the name '{input.Name}'.");
        }
        foreach (var name in graph.Initializers.Keys) producers.TryAdd(name, null);
        foreach (var node in graph.Nodes)
        {
            foreach (var output in node.Outputs.Where(o => o.Length > 0))
            {
                if (!producers.TryAdd(output, node))
                    throw new GraphRefusal($"The value '{output}' is given twice, the second time by {node}; loaders choose differently.");
            }
        }
        var waiting = new Dictionary<EditableNode, int>();
        var users = new Dictionary<EditableNode, List<EditableNode>>();
        foreach (var node in graph.Nodes)
        {
            var count = 0;
            foreach (var input in Needs(node))
            {
                if (!producers.TryGetValue(input, out var producer)) throw new GraphRefusal($"{node} needs '{input}', which nothing gives.");
                if (producer is null) continue;
                count++;
                (users.TryGetValue(producer, out var list) ? list : users[producer] = []).Add(node);
            }
            waiting[node] = count;
        }
        foreach (var output in graph.Outputs.Where(o => !producers.ContainsKey(o.Name)))
            throw new GraphRefusal($"The output '{output.Name}' is given by nothing.");
        var ready = new Queue<EditableNode>(graph.Nodes.Where(n => waiting[n] == 0));
        var sorted = new List<EditableNode>(graph.Nodes.Count);
        while (ready.TryDequeue(out var node))
        {
            sorted.Add(node);
            if (!users.TryGetValue(node, out var list)) continue;
            foreach (var user in list)
            {
                if (--waiting[user] == 0) ready.Enqueue(user);
            }
        }
        if (sorted.Count < graph.Nodes.Count) throw new GraphRefusal($"Nodes wait for each other in a circle, {graph.Nodes.First(n => waiting[n] > 0)} among them.");
        graph.Nodes.Clear();
        graph.Nodes.AddRange(sorted);
    }

    /// <summary>The values that a node needs, those that its branches and bodies take from outside among them.</summary>
    public static IEnumerable<string> Needs(EditableNode node)
    {
        foreach (var input in node.Inputs.Where(i => i.Length > 0)) yield return input;
        foreach (var body in node.Attributes.Values.SelectMany(a => a.Graphs))
        {
            foreach (var name in Captured(body)) yield return name;
        }
    }

    /// <summary>Removes nodes and constants that no output needs.</summary>
    public static void RemoveUnused(EditableGraph graph)
    {
        var needed = new HashSet<string>(graph.Outputs.Select(o => o.Name), StringComparer.Ordinal);
        for (var i = graph.Nodes.Count - 1; i >= 0; i--)
        {
            var node = graph.Nodes[i];
            if (!node.Outputs.Exists(needed.Contains)) graph.Nodes.RemoveAt(i);
            else needed.UnionWith(Needs(node));
        }
        foreach (var name in graph.Initializers.Keys.Where(k => !needed.Contains(k)).ToList()) graph.Initializers.Remove(name);
        graph.Values.Clear();
    }

    private static HashSet<string> Captured(EditableGraph body)
    {
        var own = new HashSet<string>(body.Inputs.Select(i => i.Name).Concat(body.Initializers.Keys), StringComparer.Ordinal);
        foreach (var node in body.Nodes) own.UnionWith(node.Outputs);
        var captured = new HashSet<string>(body.Nodes.SelectMany(Needs).Concat(body.Outputs.Select(o => o.Name)), StringComparer.Ordinal);
        captured.ExceptWith(own);
        return captured;
    }
}
