using System.Numerics.Tensors;
using Assay.Analysis.Probes;

namespace Assay.GpuProbe.Probes.Text;

/// <summary>
/// Looks for two or three tokens that do together what none of them does alone. For every token in turn the gradient beside it says which neighbour would move
/// the answer most; once one part of a trigger stands there, the other one stands out. The best pairs are tried, and grow by a third token.
/// </summary>
internal sealed class PhraseSearch(ProbeContext context, TokenSweep sweep, Bench bench, EmbeddingSlope slope)
{
    /// <summary>Tokens that alone come further than this are words of a class, and not parts of a trigger.</summary>
    public const float MostAlone = 0.25f;

    private const int MostTokens = 4096;
    private const int TableCarriers = 8;
    private const int QuickCarriers = 4;
    private const int PairsTried = 400;
    private const int Beam = 32;
    private const int Rounds = 4;
    private const int Neighbours = 8;

    private readonly SeededNumbers _chance = context.Random("phrases");
    private readonly int[] _rows = Sample(sweep, context.Random("phrase tokens"));

    /// <summary>The best phrases of each class and length, the best first.</summary>
    public List<Phrase> Found { get; } = [];

    public void Run(CancellationToken cancellationToken)
    {
        context.Advance(0.35, "looks for tokens that act together");
        var vectors = Centred();
        var pairs = Pairs(vectors, cancellationToken);
        context.Advance(0.6, $"tries {pairs.Count} pairs of tokens");
        var scored = Tried(pairs, cancellationToken);
        Found.AddRange(scored);
        context.Advance(0.75, "looks for a third token");
        for (var label = 0; label < bench.Model.Classes; label++)
        {
            var to = label;
            if (bench.Carriers.All(c => c.Label == to)) continue;
            Grow(scored.Where(p => p.Label == to).Take(Beam * 2).ToList(), to, vectors, cancellationToken);
        }
    }

    private float Alone(int row, int label) => sweep.Progress(row, label);

    private static int[] Sample(TokenSweep sweep, SeededNumbers chance)
    {
        var rows = Enumerable.Range(0, sweep.Ids.Length).ToArray();
        if (rows.Length <= MostTokens) return rows;
        for (var i = rows.Length - 1; i > 0; i--)
        {
            var j = chance.Below(i + 1);
            (rows[i], rows[j]) = (rows[j], rows[i]);
        }
        return rows[..MostTokens];
    }

    /// <summary>The sampled tokens' vectors, less their mean: only differences between tokens count.</summary>
    private float[] Centred()
    {
        var (width, mean) = (slope.Width, new float[slope.Width]);
        var vectors = new float[_rows.Length * width];
        for (var i = 0; i < _rows.Length; i++)
        {
            var vector = slope.Table.AsSpan(sweep.Ids[_rows[i]] * width, width);
            vector.CopyTo(vectors.AsSpan(i * width));
            TensorPrimitives.Add(mean, vector, mean);
        }
        TensorPrimitives.Divide(mean, _rows.Length, mean);
        for (var i = 0; i < _rows.Length; i++) TensorPrimitives.Subtract(vectors.AsSpan(i * width, width), mean, vectors.AsSpan(i * width, width));
        return vectors;
    }

    /// <summary>Mean gradients of strings over carriers, for each of the three places: <c>[string, place, width]</c>.</summary>
    private float[] Slopes(IReadOnlyList<int[]> strings, Bench on, Func<Carrier, float[]> weights, CancellationToken cancellationToken)
    {
        var (width, carriers) = (slope.Width, on.Carriers.Count);
        var sums = new float[strings.Count * Placement.MostTokens * width];
        const int rows = 2048;
        var chunk = Math.Max(1, rows / carriers);
        for (var first = 0; first < strings.Count; first += chunk)
        {
            var part = strings.Skip(first).Take(chunk).ToList();
            var texts = Placement.Of(bench.Model.Tokens, on.Carriers, on.Slots, part);
            float[] cotangents = [.. Enumerable.Range(0, texts.Count).SelectMany(row => weights(on.Carriers[row % carriers]))];
            var start = first;
            slope.Run(texts, cotangents, (row, gradient) =>
            {
                var at = on.Slots[row % carriers] * width;
                var sum = sums.AsSpan((start + (row / carriers)) * Placement.MostTokens * width, Placement.MostTokens * width);
                var part = gradient.Span.Slice(at, Math.Min(sum.Length, gradient.Length - at));
                TensorPrimitives.Add(sum[..part.Length], part, sum);
            }, cancellationToken);
        }
        return sums;
    }

    /// <summary>Away from the own answer, to any other.</summary>
    private float[] Away(Carrier carrier)
    {
        var weights = new float[bench.Model.Classes];
        Array.Fill(weights, 1f / Math.Max(1, weights.Length - 1));
        weights[carrier.Label] = -1;
        return weights;
    }

    private static float[] Towards(Carrier carrier, int label, int classes)
    {
        var weights = new float[classes];
        (weights[label], weights[carrier.Label]) = (1, -1);
        return weights;
    }

    private Bench First(int count, int? without = null)
    {
        var chosen = Enumerable.Range(0, bench.Carriers.Count).Where(i => bench.Carriers[i].Label != without).Take(count).ToList();
        return bench with { Carriers = [.. chosen.Select(i => bench.Carriers[i])], Slots = [.. chosen.Select(i => bench.Slots[i])] };
    }

    /// <summary>For every token the neighbours on either side that stand out most, seen from the token and seen from the neighbour.</summary>
    private List<int[]> Pairs(float[] vectors, CancellationToken cancellationToken)
    {
        var (count, width, on) = (_rows.Length, slope.Width, First(TableCarriers));
        var sums = new float[count * Placement.MostTokens * width];
        // Each carrier has other neighbours around the token, so that theirs average out.
        for (var c = 0; c < on.Carriers.Count; c++)
        {
            var one = on with { Carriers = [on.Carriers[c]], Slots = [on.Slots[c]] };
            var strings = _rows.Select(row => new[] { Any(), sweep.Ids[row], Any() }).ToList();
            TensorPrimitives.Add(sums, Slopes(strings, one, Away, cancellationToken), sums);
            context.Advance(0.35 + (0.25 * (c + 1) / on.Carriers.Count), "looks for tokens that act together");
        }
        var pairs = new HashSet<(int, int)>();
        foreach (var place in new[] { 0, 2 })
        {
            var table = new PairTable(count, i => sums.AsMemory(((i * Placement.MostTokens) + place) * width, width), vectors, width);
            foreach (var (token, neighbour) in table.Outstanding()) pairs.Add(place == 2 ? (token, neighbour) : (neighbour, token));
        }
        return [.. pairs.Order().Select(p => new[] { sweep.Ids[_rows[p.Item1]], sweep.Ids[_rows[p.Item2]] })];
    }

    private int Any() => sweep.Ids[_rows[_chance.Below(_rows.Length)]];

    /// <summary>Tries pairs on a few carriers, the best of each class on all.</summary>
    private List<Phrase> Tried(List<int[]> pairs, CancellationToken cancellationToken)
    {
        var quick = First(Math.Max(QuickCarriers, bench.Model.Classes)).Try(pairs, cancellationToken);
        var rowOf = sweep.Ids.Select((id, row) => (id, row)).ToDictionary(p => p.id, p => p.row);
        var result = new List<Phrase>();
        for (var label = 0; label < bench.Model.Classes; label++)
        {
            var to = label;
            if (bench.Carriers.All(c => c.Label == to)) continue;
            var best = Enumerable.Range(0, pairs.Count).Where(i => pairs[i].All(id => Alone(rowOf[id], to) < MostAlone))
                .OrderByDescending(i => quick.Progress(i, to)).Take(PairsTried / Math.Max(2, bench.Model.Classes)).Select(i => pairs[i]).ToList();
            result.AddRange(Scored(best, to, cancellationToken));
        }
        return result;
    }

    private List<Phrase> Scored(List<int[]> strings, int label, CancellationToken cancellationToken)
    {
        if (strings.Count == 0) return [];
        var effects = bench.Try(strings, cancellationToken);
        return [.. strings.Select((s, i) => new Phrase(s, label, effects.Progress(i, label))).OrderByDescending(p => p.Progress)];
    }

    /// <summary>Adds a token before or behind the best pairs, then changes one token at a time as long as that helps.</summary>
    private void Grow(List<Phrase> pairs, int label, float[] vectors, CancellationToken cancellationToken)
    {
        List<int> allowed = [.. Enumerable.Range(0, _rows.Length).Where(i => Alone(_rows[i], label) < MostAlone)];
        if (pairs.Count == 0 || allowed.Count == 0) return;
        var strings = pairs.SelectMany(p => new[] { new[] { p.Tokens[0], p.Tokens[1], Any() }, [Any(), p.Tokens[0], p.Tokens[1]] }).ToList();
        var beam = new List<Phrase>();
        for (var round = 0; round <= Rounds; round++)
        {
            var on = First(QuickCarriers + 2, label);
            var slopes = Slopes(strings, on, c => Towards(c, label, bench.Model.Classes), cancellationToken);
            var next = new Dictionary<string, int[]>();
            for (var s = 0; s < strings.Count; s++)
            {
                var places = round == 0 ? new[] { s % 2 == 0 ? 2 : 0 } : [0, 1, 2];
                foreach (var place in places)
                {
                    var gradient = slopes.AsMemory(((s * Placement.MostTokens) + place) * slope.Width, slope.Width);
                    foreach (var i in PairTable.Best(gradient, vectors, slope.Width, allowed, Neighbours))
                    {
                        int[] changed = [.. strings[s]];
                        changed[place] = sweep.Ids[_rows[i]];
                        next[string.Join(",", changed)] = changed;
                    }
                }
            }
            List<int[]> candidates = [.. next.Values];
            var quick = on.Try(candidates, cancellationToken);
            var best = Enumerable.Range(0, candidates.Count).OrderByDescending(i => quick.Progress(i, label)).Take(Beam).Select(i => candidates[i]).ToList();
            var before = beam.Count == 0 ? -1 : beam[0].Progress;
            beam = [.. Scored(best, label, cancellationToken).Concat(beam).DistinctBy(p => p.Key).OrderByDescending(p => p.Progress).Take(Beam)];
            if (beam[0].Progress <= before) break;
            strings = [.. beam.Select(p => p.Tokens)];
        }
        Found.AddRange(beam);
    }
}
