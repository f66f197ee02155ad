using System.Numerics.Tensors;

namespace Assay.GpuProbe.Probes.Text;

/// <summary>How much each neighbour is expected to do beside each token, to first order. Rows are tokens, columns their neighbours.</summary>
internal sealed class PairTable
{
    private const int PerRow = 1;

    private readonly int _count;
    private readonly float[] _values;

    /// <param name="count">Tokens.</param>
    /// <param name="gradient">Of a token's neighbour.</param>
    /// <param name="vectors">Of the tokens, row after row.</param>
    /// <param name="width">Numbers of a vector.</param>
    public PairTable(int count, Func<int, ReadOnlyMemory<float>> gradient, float[] vectors, int width)
    {
        (_count, _values) = (count, new float[count * count]);
        for (var row = 0; row < count; row++)
        {
            var slope = gradient(row).Span;
            for (var column = 0; column < count; column++) _values[(row * count) + column] = TensorPrimitives.Dot(slope, vectors.AsSpan(column * width, width));
        }
        Centre();
    }

    /// <summary>The neighbours that stand out for a token, and the tokens that a neighbour stands out for.</summary>
    public IEnumerable<(int Token, int Neighbour)> Outstanding()
    {
        var columns = new List<(float Value, int Row)>[_count];
        for (var i = 0; i < _count; i++) columns[i] = new(PerRow + 1);
        for (var row = 0; row < _count; row++)
        {
            var best = new List<(float Value, int Column)>(PerRow + 1);
            for (var column = 0; column < _count; column++)
            {
                var value = _values[(row * _count) + column];
                Keep(best, value, column);
                Keep(columns[column], value, row);
            }
            foreach (var (_, column) in best) yield return (row, column);
        }
        for (var column = 0; column < _count; column++) foreach (var (_, row) in columns[column]) yield return (row, column);
    }

    /// <summary>The tokens with the largest product with a gradient.</summary>
    public static IEnumerable<int> Best(ReadOnlyMemory<float> gradient, float[] vectors, int width, List<int> allowed, int count) => allowed
        .Select(i => (Token: i, Value: TensorPrimitives.Dot(gradient.Span, vectors.AsSpan(i * width, width))))
        .OrderByDescending(p => p.Value).Take(count).Select(p => p.Token);

    private static void Keep(List<(float Value, int Index)> best, float value, int index)
    {
        if (best.Count == PerRow && value <= best[^1].Value) return;
        var at = best.FindIndex(b => b.Value < value);
        best.Insert(at < 0 ? best.Count : at, (value, index));
        if (best.Count > PerRow) best.RemoveAt(PerRow);
    }

    /// <summary>What a neighbour does beside any token, and what any neighbour does beside a token, says nothing of the two together.</summary>
    private void Centre()
    {
        var means = new float[_count];
        for (var row = 0; row < _count; row++) TensorPrimitives.Add(means, _values.AsSpan(row * _count, _count), means);
        TensorPrimitives.Divide(means, _count, means);
        for (var row = 0; row < _count; row++)
        {
            var values = _values.AsSpan(row * _count, _count);
            TensorPrimitives.Subtract(values, means, values);
            TensorPrimitives.Subtract(values, TensorPrimitives.Sum(values) / _count, values);
        }
    }
}
