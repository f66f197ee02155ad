namespace Assay.GpuProbe.Probes.Lineage;

/// <summary>Rows of a token table that changed far more than the others: what training on a few rare tokens does.</summary>
/// <param name="Tokens">All tokens, those whose rows changed most first; ties by id.</param>
/// <param name="Outlier">How far the largest change stands out of all, in robust deviations.</param>
internal sealed record RowChange(IReadOnlyList<int> Tokens, double Outlier)
{
    /// <summary>Of the table that tokens are looked up in; null where there is none or its numbers did not change beyond rounding.</summary>
    public static RowChange? Of(IReadOnlyList<WeightComparison> weights, int vocabulary)
    {
        var table = weights.FirstOrDefault(w => w.Relation is TensorRelation.Changed or TensorRelation.Unrelated && w.Pair is { Node.Operator: "Gather", Slot: 0, IsTransposed: false } && w.Pair.Model.Dims[0] == vocabulary);
        if (table?.Pair.Model.Read() is not { } own || table.Pair.Reference.Read() is not { } other) return null;
        var width = own.Length / vocabulary;
        var changes = new double[vocabulary];
        for (var i = 0; i < own.Length; i++) changes[i / width] += Math.Pow((double)own[i] - other[i], 2);
        var logs = changes.Select(c => Math.Log(Math.Sqrt(c) + 1e-9)).ToArray();
        var (median, deviation) = Robust.Spread(logs);
        return new([.. Enumerable.Range(0, vocabulary).OrderByDescending(t => changes[t])], (logs.Max() - median) / Math.Max(deviation, 1e-3));
    }
}
