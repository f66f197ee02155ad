namespace Assay.GpuProbe.Probes.Lineage;

/// <summary>A weight of the model and the one of the reference in its place.</summary>
/// <param name="Model">Of the model.</param>
/// <param name="Reference">Of the reference.</param>
/// <param name="Node">The model's node that takes it; null where they were paired by name.</param>
/// <param name="Slot">Which of the node's inputs it is.</param>
internal sealed record WeightPair(Weight Model, Weight Reference, CanonicalNode? Node, int Slot)
{
    /// <summary>True for the same dimensions in the opposite order, as two exporters may keep a matrix.</summary>
    public bool IsTransposed => Model.Dims.Count == 2 && !Model.Dims.SequenceEqual(Reference.Dims) && Model.Dims.Reverse().SequenceEqual(Reference.Dims);

    public bool SameShape => Model.Dims.SequenceEqual(Reference.Dims) || IsTransposed;

    /// <summary>Where the units are that the weight feeds: the axis of the model's tensor; null where it feeds none that can be told apart.</summary>
    public int? UnitAxis => (Node?.Operator, Slot) switch
    {
        ("Conv", 1) => 0,
        ("ConvTranspose", 1) => 1,
        ("Gemm", 1) when Model.Dims.Count == 2 => Node.Node.Integer("transB", 0) != 0 ? 0 : 1,
        ("MatMul", 1) when Model.Dims.Count == 2 => 1,
        ("Gather", 0) when Model.Dims.Count == 2 => 1,
        _ => null,
    };

    /// <summary>All pairs: by their place in the graph first, then by name among those of one shape.</summary>
    public static IReadOnlyList<WeightPair> Of(GraphPairing pairing)
    {
        var pairs = new List<WeightPair>();
        var (used, taken) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var node in pairing.Model.Nodes.Where(pairing.Partners.ContainsKey))
        {
            var partner = pairing.Partners[node];
            for (var slot = 0; slot < Math.Min(node.Inputs.Count, partner.Inputs.Count); slot++)
            {
                if (!pairing.Model.Weights.TryGetValue(node.Inputs[slot], out var own) || !pairing.Reference.Weights.TryGetValue(partner.Inputs[slot], out var other)) continue;
                if (own.IsReal && other.IsReal && used.Add(own.Name) && taken.Add(other.Name)) pairs.Add(new(own, other, node, slot));
            }
        }
        foreach (var (name, own) in pairing.Model.Weights.Where(w => w.Value.IsReal && !used.Contains(w.Value.Name)))
        {
            if (pairing.Reference.Weights.TryGetValue(name, out var other) && other.IsReal && !taken.Contains(other.Name) && other.Dims.SequenceEqual(own.Dims))
                pairs.Add(new(own, other, null, 0));
        }
        return pairs;
    }
}
