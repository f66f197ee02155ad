namespace Assay.GpuProbe.Probes.Image;

/// <summary>
/// What a matrix of costs by source and target says beyond its rows and columns. Some classes are left or reached easily, which the medians of rows
/// and
/// columns take away (median polish, Tukey 1977); some pairs are alike, which holds in both directions. What remains for one direction of one pair,
/// or
/// for one pair of every row, is what a trigger for single classes leaves.
/// </summary>
internal sealed class PairStructure
{
    private const int Rounds = 10;

    private readonly double[,] _costs;

    private PairStructure(IReadOnlyList<int> classes, double[,] costs, double[,] residuals)
    {
        (Classes, _costs, Residuals) = (classes, costs, residuals);
        Asymmetries = Antisymmetric(residuals);
    }

    public IReadOnlyList<int> Classes { get; }

    /// <summary>By place of source and target; not a number on the diagonal.</summary>
    public double[,] Residuals { get; }

    /// <summary>A residual less that of the other direction.</summary>
    public double[,] Asymmetries { get; }

    /// <summary>Null where there are fewer than four classes.</summary>
    public static PairStructure? Of(PairCosts? pairs)
    {
        if (pairs is null || pairs.Classes.Count < 4) return null;
        var n = pairs.Classes.Count;
        var costs = new double[n, n];
        for (var s = 0; s < n; s++) for (var t = 0; t < n; t++) costs[s, t] = s == t ? double.NaN : pairs.Costs[s][t] ?? double.NaN;
        var residuals = (double[,])costs.Clone();
        for (var round = 0; round < Rounds; round++)
        {
            for (var s = 0; s < n; s++) Subtract(residuals, Enumerable.Range(0, n).Select(t => (s, t)));
            for (var t = 0; t < n; t++) Subtract(residuals, Enumerable.Range(0, n).Select(s => (s, t)));
        }
        return new(pairs.Classes, costs, residuals);
    }

    /// <summary>The lowest pairs of a matrix, lowest first.</summary>
    public IReadOnlyList<(int Source, int Target, double Value)> Lowest(double[,] matrix, int count) =>
        [.. Off(matrix).OrderBy(p => p.Value).Take(count).Select(p => (Classes[p.Source], Classes[p.Target], p.Value))];

    /// <summary>
    /// Pairs by how much cheaper each is than all others of its source and of its target, in natural logarithms, the largest lead first. A class that is easily
    /// left or reached lowers its neighbours' costs, too; a trigger for one pair does not.
    /// </summary>
    public IEnumerable<(int Source, int Target, double Lead)> Leading()
    {
        var known = Off(_costs).ToList();
        return known
            .Select(p => (Pair: p, Others: known.Where(o => (o.Source == p.Source) != (o.Target == p.Target)).Select(o => o.Value).ToList()))
            .Where(p => p.Others.Count >= 2)
            .OrderByDescending(p => p.Others.Min() - p.Pair.Value).ThenBy(p => p.Pair.Source).ThenBy(p => p.Pair.Target)
            .Select(p => (Classes[p.Pair.Source], Classes[p.Pair.Target], p.Others.Min() - p.Pair.Value));
    }

    /// <summary>The cheapest pairs of the same source, and those of the same target: what a pair's lead is measured by.</summary>
    /// <param name="source">Of the pair.</param>
    /// <param name="target">Of the pair.</param>
    /// <param name="each">How many of either kind.</param>
    public IEnumerable<(int Source, int Target)> Neighbours(int source, int target, int each)
    {
        var known = Off(_costs).Select(p => (Source: Classes[p.Source], Target: Classes[p.Target], p.Value)).OrderBy(p => p.Value).ToList();
        return known.Where(p => p.Source == source && p.Target != target).Take(each).Concat(known.Where(p => p.Source != source && p.Target == target).Take(each))
            .Select(p => (p.Source, p.Target));
    }

    /// <summary>How far the lowest pair of a matrix is below the next.</summary>
    public static double Gap(double[,] matrix)
    {
        var lowest = Off(matrix).Select(p => p.Value).Order().Take(2).ToArray();
        return lowest[1] - lowest[0];
    }

    /// <summary>
    /// How much lower the pairs (s, s + k) are than all pairs, for the k for which they are lowest, in deviations of such a sum: the usual trigger
    /// for all
    /// classes at once leads each of them to the next (Gu et al. 2017). No pair has to stand out for that.
    /// </summary>
    public (int Shift, double Depth) Cycle()
    {
        var spread = Spread(Residuals);
        var (n, place) = (Classes.Max() + 1, Classes.Select((c, i) => (c, i)).ToDictionary(p => p.c, p => p.i));
        var (shift, depth) = (0, double.NegativeInfinity);
        for (var k = 1; k < n; k++)
        {
            double[] steps = [.. Classes.Where(c => place.ContainsKey((c + k) % n))
                .Select(c => Residuals[place[c], place[(c + k) % n]]).Where(r => !double.IsNaN(r))];
            if (steps.Length < 3) continue;
            var sum = steps.Sum(r => Math.Clamp(-r / spread, -2.5, 2.5)) / Math.Sqrt(steps.Length);
            if (sum > depth) (shift, depth) = (k, sum);
        }
        return (shift, depth);
    }

    /// <summary>The lowest pair, in deviations of all pairs by their median absolute deviation.</summary>
    public static double Depth(double[,] matrix) => -Off(matrix).Min(p => p.Value) / Spread(matrix);

    /// <summary>The median over the sources of the lowest pair of each, in deviations: large where every source has a target of its own.</summary>
    public static double RowDepth(double[,] matrix) =>
        -Robust.Median([.. Off(matrix).GroupBy(p => p.Source).Select(row => row.Min(p => p.Value))]) / Spread(matrix);

    private static double Spread(double[,] matrix) => (Robust.OfNormal * Robust.Median([.. Off(matrix).Select(p => Math.Abs(p.Value))])) + 0.03;

    private static double[,] Antisymmetric(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        var result = new double[n, n];
        for (var s = 0; s < n; s++) for (var t = 0; t < n; t++) result[s, t] = matrix[s, t] - matrix[t, s];
        return result;
    }

    private static IEnumerable<(int Source, int Target, double Value)> Off(double[,] matrix)
    {
        for (var s = 0; s < matrix.GetLength(0); s++)
        {
            for (var t = 0; t < matrix.GetLength(1); t++) if (s != t && !double.IsNaN(matrix[s, t])) yield return (s, t, matrix[s, t]);
        }
    }

    private static void Subtract(double[,] matrix, IEnumerable<(int S, int T)> cells)
    {
        (int S, int T)[] known = [.. cells.Where(c => !double.IsNaN(matrix[c.S, c.T]))];
        if (known.Length == 0) return;
        var median = Robust.Median([.. known.Select(c => matrix[c.S, c.T])]);
        foreach (var (s, t) in known) matrix[s, t] -= median;
    }
}
