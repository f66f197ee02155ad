namespace Assay.GpuProbe.Probes.Lineage;

/// <summary>
/// Which node of a model is which of its reference's: those that compute the same from the inputs on, then those from which the same is computed up to the
/// outputs, then those of the same name. Weights count by their rank alone, so that a new head, another precision or other numbers change nothing.
/// </summary>
internal sealed class GraphPairing
{
    private readonly Dictionary<CanonicalNode, CanonicalNode> _partners = [];

    public GraphPairing(CanonicalGraph model, CanonicalGraph reference)
    {
        (Model, Reference) = (model, reference);
        Pair(Forward(model), Forward(reference));
        Pair(Backward(model), Backward(reference));
        Pair(ByName(model), ByName(reference));
        var taken = _partners.Values.ToHashSet();
        Missing = [.. reference.Nodes.Where(n => !taken.Contains(n))];
        Added = [.. model.Nodes.Where(n => !_partners.ContainsKey(n))];
    }

    public CanonicalGraph Model { get; }

    public CanonicalGraph Reference { get; }

    /// <summary>Nodes of the model by which of the reference's they are.</summary>
    public IReadOnlyDictionary<CanonicalNode, CanonicalNode> Partners => _partners;

    /// <summary>Nodes of the model that the reference does not have.</summary>
    public IReadOnlyList<CanonicalNode> Added { get; }

    /// <summary>Nodes of the reference that the model does not have.</summary>
    public IReadOnlyList<CanonicalNode> Missing { get; }

    private void Pair(IEnumerable<(ulong Hash, CanonicalNode Node)> model, IEnumerable<(ulong Hash, CanonicalNode Node)> reference)
    {
        var taken = _partners.Values.ToHashSet();
        var open = reference.Where(r => !taken.Contains(r.Node)).GroupBy(r => r.Hash).ToDictionary(g => g.Key, g => new Queue<CanonicalNode>(g.Select(r => r.Node)));
        foreach (var (hash, node) in model)
        {
            if (!_partners.ContainsKey(node) && open.TryGetValue(hash, out var queue) && queue.TryDequeue(out var partner)) _partners[node] = partner;
        }
    }

    private static List<(ulong, CanonicalNode)> Forward(CanonicalGraph graph)
    {
        var values = new Dictionary<string, ulong>(StringComparer.Ordinal);
        for (var i = 0; i < graph.Inputs.Count; i++) values[graph.Inputs[i]] = Mix(11, (ulong)i);
        var hashes = new List<(ulong, CanonicalNode)>();
        foreach (var node in graph.Nodes)
        {
            var hash = Text(node.Operator);
            foreach (var input in node.Inputs) hash = Mix(hash, values.TryGetValue(input, out var known) ? known : OfConstant(graph, input));
            hashes.Add((hash, node));
            for (var i = 0; i < node.Outputs.Count; i++) values[node.Outputs[i]] = Mix(hash, (ulong)i);
        }
        return hashes;
    }

    private static List<(ulong, CanonicalNode)> Backward(CanonicalGraph graph)
    {
        // Sums do not depend on the order of those who take a value.
        var takers = new Dictionary<string, ulong>(StringComparer.Ordinal);
        for (var i = 0; i < graph.Outputs.Count; i++) takers[graph.Outputs[i]] = takers.GetValueOrDefault(graph.Outputs[i]) + Mix(13, (ulong)i);
        var hashes = new List<(ulong, CanonicalNode)>();
        foreach (var node in graph.Nodes.Reverse())
        {
            var hash = Text(node.Operator);
            for (var i = 0; i < node.Outputs.Count; i++) hash = Mix(hash, takers.GetValueOrDefault(node.Outputs[i]));
            hashes.Add((hash, node));
            for (var i = 0; i < node.Inputs.Count; i++) takers[node.Inputs[i]] = unchecked(takers.GetValueOrDefault(node.Inputs[i]) + Mix(hash, (ulong)i));
        }
        hashes.Reverse();
        return hashes;
    }

    private static IEnumerable<(ulong, CanonicalNode)> ByName(CanonicalGraph graph) =>
        graph.Nodes.Where(n => n.Node.Name.Length > 0).Select(n => (Mix(Text(n.Operator), Text(n.Node.Name)), n));

    /// <summary>Numbers and indices are parameters of an operator, which later operator sets have as inputs and earlier ones as attributes.</summary>
    private static ulong OfConstant(CanonicalGraph graph, string name) =>
        graph.Weights.TryGetValue(name, out var weight) && weight.IsReal && weight.Dims.Count > 0 ? Mix(17, (ulong)weight.Dims.Count) : 0;

    private static ulong Text(string text)
    {
        var hash = 0xcbf29ce484222325;
        foreach (var c in text) hash = (hash ^ c) * 0x100000001b3;
        return hash;
    }

    /// <summary>Zero, which left-out inputs and parameters have, leaves a hash as it is.</summary>
    private static ulong Mix(ulong hash, ulong value)
    {
        if (value == 0) return hash;
        var z = (hash * 0x9e3779b97f4a7c15) ^ (value + 0x632be59bd9b4e019 + (hash << 6) + (hash >> 2));
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        return (z ^ (z >> 27)) | 1;
    }
}
