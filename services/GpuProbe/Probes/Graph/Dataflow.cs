using Assay.OnnxGraph.Model;

namespace Assay.GpuProbe.Probes.Graph;

/// <summary>Which values of a graph depend on the content of its inputs, and which on a given value.</summary>
internal sealed class Dataflow
{
    private readonly Dictionary<string, EditableNode> _producers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _data;
    private readonly EditableGraph _graph;

    public Dataflow(EditableGraph graph)
    {
        _graph = graph;
        foreach (var node in graph.Nodes)
        {
            foreach (var output in node.Outputs.Where(o => o.Length > 0)) _producers.TryAdd(output, node);
        }
        _data = From(graph.Inputs.Select(i => i.Name).Where(name => !graph.Initializers.ContainsKey(name)));
    }

    /// <summary>True for a value that the inputs' content can change; what depends on their shapes alone is not meant.</summary>
    public bool IsData(string value) => _data.Contains(value);

    public EditableNode? Producer(string value) => _producers.GetValueOrDefault(value);

    /// <summary>Everything that depends on the given values' content, they themselves included.</summary>
    public HashSet<string> From(IEnumerable<string> values)
    {
        var reached = new HashSet<string>(values, StringComparer.Ordinal);
        // Nodes need not stand in order; a graph of n nodes settles after at most n rounds, an ordered one after two.
        for (var (changed, round) = (true, 0); changed && round < 64; round++)
        {
            changed = false;
            foreach (var node in _graph.Nodes)
            {
                if (node.Operator is "Shape" or "Size" || !Needs(node).Any(reached.Contains)) continue;
                foreach (var output in node.Outputs.Where(o => o.Length > 0)) changed |= reached.Add(output);
            }
        }
        return reached;
    }

    /// <summary>What a node reads, what its branches take from outside among it.</summary>
    public static IEnumerable<string> Needs(EditableNode node)
    {
        foreach (var input in node.Inputs.Where(i => i.Length > 0)) yield return input;
        foreach (var graph in node.Attributes.Values.SelectMany(a => a.Graphs))
        {
            foreach (var inner in graph.Nodes.SelectMany(Needs)) yield return inner;
            foreach (var output in graph.Outputs) yield return output.Name;
        }
    }
}
