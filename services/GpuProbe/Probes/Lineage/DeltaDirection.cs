namespace Assay.GpuProbe.Probes.Lineage;

/// <summary>How much of a layer's change lies in one direction.</summary>
/// <param name="Weight">The layer.</param>
/// <param name="Share">Of the change's energy, in its first singular direction.</param>
/// <param name="Excess">The share over what noise of the same shape would have there.</param>
internal sealed record DeltaDirection(WeightComparison Weight, double Share, double Excess)
{
    private const int Steps = 40;
    private const long MaxElements = 16L << 20;

    /// <summary>Power iteration from a fixed start; null for layers that are small in one direction, or too large.</summary>
    public static DeltaDirection? Of(WeightComparison weight, int minSide)
    {
        var (axis, dims) = (weight.Pair.UnitAxis!.Value, weight.Pair.Model.Dims);
        var rows = (int)dims[axis];
        if (weight.Count > MaxElements || rows < minSide || weight.Count / rows < minSide) return null;
        if (weight.Pair.Model.Read() is not { } own || weight.Pair.Reference.Read() is not { } other) return null;
        var columns = own.Length / rows;
        var inner = (int)dims.Skip(axis + 1).Aggregate(1L, (a, b) => a * b);
        var v = Enumerable.Range(0, columns).Select(i => 1 + (0.5 * Math.Sin(i + 1))).ToArray();
        double energy = 0, top = 0;
        for (var i = 0; i < own.Length; i++) energy += ((double)own[i] - other[i]) * ((double)own[i] - other[i]);
        if (!(energy > 0) || !double.IsFinite(energy)) return null;
        for (var step = 0; step < Steps; step++)
        {
            var u = new double[rows];
            var next = new double[columns];
            var length = Math.Sqrt(v.Sum(x => x * x));
            if (!(length > 0)) return null;
            for (var k = 0; k < columns; k++)
                for (var r = 0; r < rows; r++) u[r] += Delta(r, k) * v[k] / length;
            top = u.Sum(x => x * x);
            for (var k = 0; k < columns; k++)
                for (var r = 0; r < rows; r++) next[k] += Delta(r, k) * u[r];
            v = next;
        }
        // The first singular value of noise: (sqrt(m) + sqrt(n)) times its deviation (Marchenko and Pastur).
        var noise = Math.Pow(Math.Sqrt(rows) + Math.Sqrt(columns), 2) / ((double)rows * columns);
        return new(weight, top / energy, top / energy / noise);

        double Delta(int r, int k)
        {
            var i = (((k / inner * rows) + r) * inner) + (k % inner);
            return (double)own[i] - other[i];
        }
    }
}
