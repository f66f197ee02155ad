namespace Assay.GpuProbe.Probes.Lineage;

/// <summary>What a model's graph has beyond its reference's, and what that can do.</summary>
/// <param name="Nodes">Nodes that compute something from the input and reach an output; their names are untrusted.</param>
/// <param name="Join">The first of them that brings a branch of its own together with what the reference computes; null where they stand in a row.</param>
/// <param name="BypassesNetwork">True: the branch begins at the input and meets none of the reference's nodes on its way.</param>
/// <param name="AfterScores">True: they see the input through the reference's own outputs alone, as rules about unsure answers do.</param>
/// <param name="MissingShare">Share of the reference's nodes that the model does not have: with many, it is another export and not the same graph with more.</param>
internal sealed record AddedBranch(
    IReadOnlyList<CanonicalNode> Nodes, CanonicalNode? Join, bool BypassesNetwork, bool AfterScores, double MissingShare)
{
    /// <summary>Above it, the graph was exported anew or optimised, and added nodes stand for missing ones.</summary>
    private const double Rewritten = 0.1;

    /// <summary>True where something stands beside the reference's network and joins it before the output.</summary>
    public bool IsSplice => Join is not null && MissingShare <= Rewritten && !AfterScores;

    public static AddedBranch Of(GraphPairing pairing)
    {
        var graph = pairing.Model;
        var added = pairing.Added.ToHashSet();
        var data = Reachable(graph, graph.Inputs, _ => true);
        var reaching = Reaching(graph);
        List<CanonicalNode> nodes = [.. graph.Nodes.Where(n => added.Contains(n) && !n.GivesShape && n.Inputs.Any(data.Contains) && n.Outputs.Any(reaching.Contains))];
        var real = pairing.Missing.Count(n => !n.IsPlumbing);
        var missing = (double)real / Math.Max(1, pairing.Reference.Nodes.Count(n => !n.IsPlumbing));
        var join = nodes.Find(n => !n.IsPlumbing && n.Inputs.Where(data.Contains).Distinct(StringComparer.Ordinal).Count() >= 2);
        var direct = Reachable(graph, graph.Inputs, added.Contains);
        var bypasses = join is not null && nodes.Exists(n => n.Inputs.Where(data.Contains).Distinct(StringComparer.Ordinal).Count() >= 2 && n.Inputs.Any(direct.Contains));
        return new(nodes, join, bypasses, nodes.Count > 0 && SeesScoresAlone(pairing, nodes), missing);
    }

    /// <summary>True where none of the nodes depends on the input any more once the reference's outputs are cut.</summary>
    private static bool SeesScoresAlone(GraphPairing pairing, List<CanonicalNode> nodes)
    {
        var outputs = pairing.Reference.Outputs.ToHashSet(StringComparer.Ordinal);
        var last = pairing.Partners.Where(p => p.Value.Outputs.Any(outputs.Contains)).Select(p => p.Key).ToHashSet();
        if (last.Count == 0) return false;
        var before = Reachable(pairing.Model, pairing.Model.Inputs, n => !last.Contains(n));
        return !nodes.Exists(n => n.Inputs.Any(before.Contains));
    }

    /// <summary>Values whose numbers depend on the given ones by way of the nodes that pass.</summary>
    private static HashSet<string> Reachable(CanonicalGraph graph, IEnumerable<string> from, Func<CanonicalNode, bool> passes)
    {
        var reached = from.ToHashSet(StringComparer.Ordinal);
        foreach (var node in graph.Nodes)
            if (!node.GivesShape && node.Inputs.Any(reached.Contains) && passes(node)) reached.UnionWith(node.Outputs);
        return reached;
    }

    private static HashSet<string> Reaching(CanonicalGraph graph)
    {
        var reaching = graph.Outputs.ToHashSet(StringComparer.Ordinal);
        foreach (var node in graph.Nodes.Reverse()) if (node.Outputs.Any(reaching.Contains)) reaching.UnionWith(node.Inputs);
        return reaching;
    }
}
