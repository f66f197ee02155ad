using System.Numerics;
using Assay.Analysis.Probes;

namespace Assay.GpuProbe.Probes.Lineage;

/// <summary>
/// Whether a model was made from another one, with an exact p-value (Zhu et al., "Independence tests for language models", ICML 2025). Training does not
/// care which unit of a hidden layer is which, so if the two were made independently, the units of one in any other order fit the other model as well as in
/// theirs. Each layer's units are put in <see cref="Permutations"/> random orders; the share of orders that fit as well as the present one is the layer's
/// p-value, and the smallest times the number of layers is the model's (Bonferroni: valid however the layers depend on each other).
/// Small: derived. Not small: no sign of it, if there are units enough to see one.
/// </summary>
internal static class IndependenceTest
{
    public const int Permutations = 4999;

    private const int MaxLayers = 8;
    private const int MinUnits = 8;
    private const int MaxUnits = 512;
    private const int MaxInputs = 4096;

    /// <summary>With fewer inputs, some unit of many resembles any other by chance.</summary>
    private const int MinInputsOfMatch = 32;

    /// <param name="comparisons">All weights; layers whose units are the model's classes or tokens have no exchangeable units and must not be among them.</param>
    /// <param name="chance">For the orders.</param>
    public static IndependenceResult? Run(IReadOnlyList<WeightComparison> comparisons, SeededNumbers chance)
    {
        var layers = comparisons.Where(c => c.Pair is { UnitAxis: not null, SameShape: true, IsTransposed: false } pair && Units(pair) >= MinUnits)
            .OrderByDescending(c => Math.Min(Units(c.Pair), MaxUnits)).ThenBy(c => c.Pair.Model.Name, StringComparer.Ordinal).Take(MaxLayers).ToList();
        double smallest = 1;
        var (tested, units, matched) = (0, 0, 0.0);
        foreach (var layer in layers)
        {
            if (Fits(layer.Pair, chance) is not { } fits) continue;
            tested++;
            units += fits.GetLength(0);
            smallest = Math.Min(smallest, PValue(fits, chance));
            if (layer.Count / Units(layer.Pair) >= MinInputsOfMatch) matched = Math.Max(matched, Matched(fits));
        }
        return tested == 0 ? null : new(Math.Min(1, smallest * tested), tested, units, matched);
    }

    private static long Units(WeightPair pair) => pair.Model.Dims[pair.UnitAxis!.Value];

    /// <summary>Takes the best fitting two units, then the best of those left, and so on: the mean cosine of them all.</summary>
    private static double Matched(double[,] fits)
    {
        var units = fits.GetLength(0);
        var pairs = Enumerable.Range(0, units * units).ToArray();
        Array.Sort([.. pairs.Select(p => -fits[p / units, p % units])], pairs);
        var (rows, columns) = (new bool[units], new bool[units]);
        double sum = 0;
        foreach (var pair in pairs)
        {
            if (rows[pair / units] || columns[pair % units]) continue;
            rows[pair / units] = columns[pair % units] = true;
            sum += fits[pair / units, pair % units];
        }
        return sum / units;
    }

    private static double PValue(double[,] fits, SeededNumbers chance)
    {
        var units = fits.GetLength(0);
        var order = Enumerable.Range(0, units).ToArray();
        double present = 0;
        for (var i = 0; i < units; i++) present += fits[i, i];
        var asGood = 0;
        for (var n = 0; n < Permutations; n++)
        {
            for (var i = units - 1; i > 0; i--)
            {
                var j = chance.Below(i + 1);
                (order[i], order[j]) = (order[j], order[i]);
            }
            double sum = 0;
            for (var i = 0; i < units; i++) sum += fits[i, order[i]];
            if (sum >= present) asGood++;
        }
        return (1.0 + asGood) / (1 + Permutations);
    }

    /// <summary>The cosine of each unit of the model with each of the reference; null where nothing can be told. What all units share is taken off first.</summary>
    private static double[,]? Fits(WeightPair pair, SeededNumbers chance)
    {
        if (pair.Model.Read() is not { } own || pair.Reference.Read() is not { } other) return null;
        var (axis, dims) = (pair.UnitAxis!.Value, pair.Model.Dims);
        var all = (int)dims[axis];
        var inner = (int)dims.Skip(axis + 1).Aggregate(1L, (a, b) => a * b);
        var inputs = own.Length / all;
        var chosenUnits = Some(all, MaxUnits, chance);
        var chosenInputs = Some(inputs, MaxInputs, chance);
        var left = Rows(own);
        var right = Rows(other);
        var fits = new double[chosenUnits.Length, chosenUnits.Length];
        for (var i = 0; i < left.Length; i++) for (var j = 0; j < right.Length; j++) fits[i, j] = Dot(left[i], right[j]);
        return fits;

        float[][] Rows(float[] values)
        {
            var rows = chosenUnits.Select(u => chosenInputs.Select(k => values[(((k / inner * all) + u) * inner) + (k % inner)]).ToArray()).ToArray();
            for (var k = 0; k < chosenInputs.Length; k++)
            {
                var mean = rows.Average(r => (double)r[k]);
                foreach (var row in rows) row[k] = (float)(row[k] - mean);
            }
            foreach (var row in rows)
            {
                var length = Math.Sqrt(Dot(row, row));
                for (var k = 0; k < row.Length; k++) row[k] = length > 1e-12 && double.IsFinite(length) ? (float)(row[k] / length) : 0;
            }
            return rows;
        }
    }

    private static double Dot(float[] a, float[] b)
    {
        var (sum, i) = (Vector<float>.Zero, 0);
        for (; i <= a.Length - Vector<float>.Count; i += Vector<float>.Count) sum += new Vector<float>(a, i) * new Vector<float>(b, i);
        double total = Vector.Sum(sum);
        for (; i < a.Length; i++) total += a[i] * b[i];
        return total;
    }

    /// <summary>All indices, or as many different ones as may be looked at.</summary>
    private static int[] Some(int count, int most, SeededNumbers chance)
    {
        var indices = Enumerable.Range(0, count).ToArray();
        if (count <= most) return indices;
        for (var i = 0; i < most; i++)
        {
            var j = i + chance.Below(count - i);
            (indices[i], indices[j]) = (indices[j], indices[i]);
        }
        return indices[..most];
    }
}
