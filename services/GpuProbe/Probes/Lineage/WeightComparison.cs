using Assay.OnnxGraph.Model;

namespace Assay.GpuProbe.Probes.Lineage;

/// <summary>One tensor against the one that it was made from.</summary>
/// <param name="Pair">The two.</param>
/// <param name="Relation">What it comes to.</param>
/// <param name="Count">Elements.</param>
/// <param name="Same">Elements that are the same, but for rounding.</param>
/// <param name="Zeroed">Elements that are zero now and were not.</param>
/// <param name="Cosine">Of the two as vectors; 0 where one is zero.</param>
/// <param name="ReferenceSquares">Sum of squares of the reference.</param>
/// <param name="DeltaSquares">Sum of squares of the difference.</param>
internal sealed record WeightComparison(
    WeightPair Pair, TensorRelation Relation, long Count, long Same, long Zeroed, double Cosine, double ReferenceSquares, double DeltaSquares)
{
    /// <summary>Below this, two matrices have no more in common than chance gives, for any layer that is large enough to tell.</summary>
    private const double Resemblance = 0.3;

    /// <summary>Rounding errors of the computation that made the codes, relative to half a step.</summary>
    private const double Slack = 1.001;

    /// <summary>Steps larger than that of the usual 8 bits by this factor keep too little for their rounding to explain a difference.</summary>
    private const double CoarsestStep = 4;

    /// <summary>The distance from the reference, relative to its size.</summary>
    public double RelativeChange => ReferenceSquares > 0 ? Math.Sqrt(DeltaSquares / ReferenceSquares) : DeltaSquares > 0 ? 1 : 0;

    /// <summary>Compares; null where the numbers of one cannot be read.</summary>
    public static WeightComparison? Of(WeightPair pair)
    {
        if (!pair.SameShape) return new(pair, TensorRelation.Replaced, pair.Model.Tensor.Count, 0, 0, 0, 0, 0);
        if (pair.Model.Read() is not { } own || pair.Reference.Read() is not { } other) return null;
        if (pair.IsTransposed) other = Transposed(other, pair.Reference.Dims);
        return Compare(pair, own, other);
    }

    private static WeightComparison Compare(WeightPair pair, float[] own, float[] other)
    {
        var tolerance = new Rounding(pair.Model, other);
        var ofReference = pair.IsTransposed ? null : new Rounding(pair.Reference, other);
        long equal = 0, same = 0, zeroed = 0;
        double dot = 0, squares = 0, ownSquares = 0, delta = 0;
        for (var i = 0; i < own.Length; i++)
        {
            double c = own[i], r = other[i];
            var d = c - r;
            (dot, squares, ownSquares, delta) = (dot + (c * r), squares + (r * r), ownSquares + (c * c), delta + (d * d));
            if (d == 0 || (double.IsNaN(c) && double.IsNaN(r))) equal++;
            else if (Math.Abs(d) <= tolerance.At(i, r) * Slack || tolerance.Saturates(i, r) || Math.Abs(d) <= (ofReference?.At(i, c) ?? 0) * Slack) same++;
            else if (c == 0) zeroed++;
        }
        same += equal;
        var cosine = squares > 0 && ownSquares > 0 ? dot / Math.Sqrt(squares * ownSquares) : 0;
        var relation = equal == own.Length ? TensorRelation.Equal
            : same == own.Length ? TensorRelation.Converted
            : same + zeroed == own.Length ? TensorRelation.Pruned
            : pair.Model.Dims.Count >= 2 && Math.Abs(cosine) < Resemblance ? TensorRelation.Unrelated
            : TensorRelation.Changed;
        return new(pair, relation, own.Length, same, zeroed, cosine, squares, delta);
    }

    private static float[] Transposed(float[] values, IReadOnlyList<long> dims)
    {
        var (rows, columns) = ((int)dims[0], (int)dims[1]);
        var turned = new float[values.Length];
        for (var r = 0; r < rows; r++) for (var c = 0; c < columns; c++) turned[(c * rows) + r] = values[(r * columns) + c];
        return turned;
    }

    /// <summary>How far rounding may take a number.</summary>
    private sealed class Rounding
    {
        private readonly Weight _weight;
        private readonly int[]? _codes;
        private readonly double[] _half;

        public Rounding(Weight weight, float[] reference)
        {
            _weight = weight;
            _codes = weight.IsQuantised ? weight.Codes() : null;
            _half = weight.IsQuantised ? HalfSteps(weight, reference) : [];
        }

        public double At(int index, double value) => _weight.IsQuantised ? _half[Step(index)] : _weight.Tensor.Type switch
        {
            // Round to nearest: half a unit of the last of 11 or 8 bits; below the normal range, half of the smallest.
            ElementType.Float16 => Math.Max(Math.Abs(value) / 2048, 1.0 / (1 << 25)),
            ElementType.BFloat16 => Math.Abs(value) / 128,
            ElementType.Double => 0,
            _ => 0,
        };

        /// <summary>True where the number lies beyond what the codes reach and has the outermost one.</summary>
        public bool Saturates(int index, double value)
        {
            if (_codes is null || _weight.Scale is null) return false;
            var (low, high) = _weight.Range;
            var step = Step(index);
            var (scale, zero) = (_weight.Scale[step], _weight.Zero?[step] ?? 0);
            // Symmetric codes leave out the lowest one.
            return _half[step] > 0 && ((_codes[index] >= high && value > (high - zero) * scale) || (_codes[index] <= low + 1 && value < (low + 1 - zero) * scale));
        }

        private int Step(int index) => index / _weight.Inner % _weight.Scale!.Length;

        /// <summary>Half the steps; 0 where a step is so coarse that it would explain anything.</summary>
        private static double[] HalfSteps(Weight weight, float[] reference)
        {
            var largest = new double[weight.Scale!.Length];
            for (var i = 0; i < reference.Length; i++)
            {
                ref var most = ref largest[i / weight.Inner % largest.Length];
                most = Math.Max(most, Math.Abs((double)reference[i]));
            }
            return [.. weight.Scale.Select((s, i) => Math.Abs((double)s) <= CoarsestStep * Math.Max(largest[i], 1e-12) / 127 ? Math.Abs((double)s) / 2 : 0)];
        }
    }
}
