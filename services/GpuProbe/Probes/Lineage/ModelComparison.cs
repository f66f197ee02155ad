using Assay.Analysis.Probes;
using Assay.OnnxGraph.Model;

namespace Assay.GpuProbe.Probes.Lineage;

/// <summary>What is seen without running the two: graphs, weights, and whether one can have been made from the other.</summary>
internal sealed class ModelComparison
{
    /// <summary>Layers with fewer inputs than this have a delta whose directions say nothing.</summary>
    private const int MinSide = 8;

    public ModelComparison(EditableModel model, EditableModel reference, SeededNumbers chance, CancellationToken cancellationToken)
    {
        Pairing = new(new(model.Graph), new(reference.Graph));
        Branch = AddedBranch.Of(Pairing);
        foreach (var pair in WeightPair.Of(Pairing))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (WeightComparison.Of(pair) is { } comparison) Weights.Add(comparison);
            else Unread++;
        }
        var heads = ClassLayers();
        Independence = IndependenceTest.Run([.. Weights.Where(w => w.Pair.Node is null || !heads.Contains(w.Pair.Node))], chance);
    }

    public GraphPairing Pairing { get; }

    public AddedBranch Branch { get; }

    public List<WeightComparison> Weights { get; } = [];

    /// <summary>Weights whose numbers could not be read: in other files, or of types with less than a byte.</summary>
    public int Unread { get; }

    public IndependenceResult? Independence { get; }

    /// <summary>Elements of weights that are in such a relation, as a share of all that have a counterpart.</summary>
    public double Share(TensorRelation relation)
    {
        var all = Weights.Sum(w => w.Count);
        return all == 0 ? 0 : (double)Weights.Where(w => w.Relation == relation).Sum(w => w.Count) / all;
    }

    /// <summary>True where every number is that of the reference, but for rounding.</summary>
    public bool IsPureConversion => Weights.Count > 0 && Weights.TrueForAll(w => w.Relation is TensorRelation.Equal or TensorRelation.Converted);

    /// <summary>True where the numbers are those of the reference but for rounding and zeros.</summary>
    public bool IsPruned => Weights.Exists(w => w.Relation == TensorRelation.Pruned)
        && Weights.TrueForAll(w => w.Relation is TensorRelation.Equal or TensorRelation.Converted or TensorRelation.Pruned);

    /// <summary>Weights that differ by more than rounding.</summary>
    public IReadOnlyList<WeightComparison> Beyond =>
        [.. Weights.Where(w => w.Relation is TensorRelation.Changed or TensorRelation.Unrelated or TensorRelation.Pruned or TensorRelation.Replaced)];

    /// <summary>Distance of all matrices of the same shape from the reference's, relative to their size.</summary>
    public double RelativeChange
    {
        get
        {
            var matrices = Weights.Where(w => w.Pair.Model.Dims.Count >= 2 && w.Relation != TensorRelation.Replaced).ToList();
            var squares = matrices.Sum(w => w.ReferenceSquares);
            return squares > 0 ? Math.Sqrt(matrices.Sum(w => w.DeltaSquares) / squares) : 0;
        }
    }

    /// <summary>Share of weights that have a counterpart of the same shape, by elements of the reference.</summary>
    public double Comparable
    {
        get
        {
            var all = Pairing.Reference.Weights.Values.Where(w => w.IsReal).Sum(w => w.Tensor.Count);
            return all == 0 ? 0 : (double)Weights.Where(w => w.Relation != TensorRelation.Replaced).Sum(w => w.Count) / all;
        }
    }

    /// <summary>The matrix whose change lies most in one direction, of those that changed: what a small edit by hand or few examples does.</summary>
    public DeltaDirection? MostConcentrated(CancellationToken cancellationToken)
    {
        DeltaDirection? most = null;
        foreach (var weight in Weights.Where(w => w.Relation == TensorRelation.Changed && w.Pair is { UnitAxis: not null, IsTransposed: false }))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (DeltaDirection.Of(weight, MinSide) is { } direction && (most is null || direction.Excess > most.Excess)) most = direction;
        }
        return most;
    }

    /// <summary>Layers behind which no further weights come: their units are the classes, which mean the same in every model of a task.</summary>
    private HashSet<CanonicalNode> ClassLayers()
    {
        var weighted = new HashSet<string>(StringComparer.Ordinal);
        var heads = new HashSet<CanonicalNode>();
        foreach (var node in Pairing.Model.Nodes.Reverse())
        {
            var behind = node.Outputs.Any(weighted.Contains);
            var own = node.Operator is "Conv" or "Gemm" or "MatMul" or "ConvTranspose" && node.Inputs.Skip(1).Any(IsMatrix);
            if (own && !behind) heads.Add(node);
            if (own || behind) weighted.UnionWith(node.Inputs);
        }
        return heads;
    }

    private bool IsMatrix(string value) => Pairing.Model.Weights.TryGetValue(value, out var weight) && weight.IsReal && weight.Dims.Count >= 2;
}
