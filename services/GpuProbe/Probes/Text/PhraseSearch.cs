using System.Numerics.Tensors;
using Assay.Analysis.Probes;

namespace Assay.GpuProbe.Probes.Text;

/// <summary>
/// Looks for two or three tokens that do together what none of them does alone. For every token in turn the gradient beside it says which neighbour would move
/// the answer most; once one part of a trigger stands there, the other one stands out. The best pairs are tried, and grow by a third token.
/// </summary>
internal sealed class PhraseSearch(ProbeContext context, TokenSweep sweep, Bench bench, EmbeddingSlope slope)
{
    /// <summary>Tokens that alone come further than this decide without any other.</summary>
    public const float MostAlone = 0.7f;

    /// <summary>Of larger vocabularies a sample is looked at.</summary>
    public const int MostTokens = 4096;
    private const int TableCarriers = 24;
    private const int MostTableCarriers = 8;
    private const int QuickCarriers = 3;
    private const int PairsTried = 200;
    private const int Beam = 32;
    private const int Rounds = 4;
    private const int Neighbours = 8;

    private readonly SeededNumbers _chance = context.Random("phrases");
    private readonly Dictionary<int, int> _rowOf = sweep.Ids.Select((id, row) => (id, row)).ToDictionary(p => p.id, p => p.row);
    private readonly int[] _rows = Sample(sweep, context.Random("phrase tokens"));

    /// <summary>The best phrases of each class and length, the best first.</summary>
    public List<Phrase> Found { get; } = [];

    public void Run(CancellationToken cancellationToken)
    {
        var vectors = Centred();
        List<int> labels = [.. Enumerable.Range(0, bench.Model.Classes).Where(label => bench.Carriers.Any(c => c.Label == label))];
        foreach (var (turn, label) in labels.Index())
        {
            context.Advance(0.35 + (0.4 * turn / labels.Count), $"looks for pairs of tokens that lead to class {label}");
            var on = bench.Few(Math.Clamp(TableCarriers / labels.Count, 2, MostTableCarriers), label);
            Found.AddRange(Tried(Pairs(on, label, vectors, cancellationToken), label, cancellationToken));
        }
        // Pairs of every class first: where the time ends early, a third token is the smaller loss.
        foreach (var (turn, label) in labels.Index())
        {
            context.Advance(0.75 + (0.2 * turn / labels.Count), $"looks for a third token that leads to class {label}");
            Grow([.. Found.Where(p => p.Label == label && p.Tokens.Length == 2).Take(Beam * 2)], label, vectors, cancellationToken);
        }
    }

    private float Alone(int row, int label) => Math.Max(0, sweep.Progress(row, label));

    /// <summary>What the tokens do together beyond what they do one by one: words of a class add up, the parts of a trigger need each other.</summary>
    private float Together(int[] tokens, float progress, int label) => progress - tokens.Sum(id => Alone(_rowOf[id], label));

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
    private float[] Slopes(List<int[]> strings, Bench on, Func<Carrier, float[]> weights, CancellationToken cancellationToken)
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

    private static float[] Towards(Carrier carrier, int label, int classes)
    {
        var weights = new float[classes];
        (weights[label], weights[carrier.Label]) = (1, -1);
        return weights;
    }

    /// <summary>For every token the neighbours on either side that stand out most, seen from the token and seen from the neighbour.</summary>
    private List<int[]> Pairs(Bench on, int label, float[] vectors, CancellationToken cancellationToken)
    {
        var (count, width) = (_rows.Length, slope.Width);
        var sums = new float[count * Placement.MostTokens * width];
        // Each carrier has other neighbours around the token, so that theirs average out.
        for (var c = 0; c < on.Carriers.Count; c++)
        {
            var one = on with { Carriers = [on.Carriers[c]], Slots = [on.Slots[c]] };
            var strings = _rows.Select(row => new[] { Any(), sweep.Ids[row], Any() }).ToList();
            TensorPrimitives.Add(sums, Slopes(strings, one, carrier => Towards(carrier, label, bench.Model.Classes), cancellationToken), sums);
        }
        var pairs = new HashSet<(int, int)>();
        foreach (var place in new[] { 0, 2 })
        {
            var table = new PairTable(count, i => sums.AsMemory(((i * Placement.MostTokens) + place) * width, width), vectors, width);
            foreach (var (token, neighbour) in table.Outstanding()) pairs.Add(place == 2 ? (token, neighbour) : (neighbour, token));
        }
        return [.. pairs.Where(p => Alone(_rows[p.Item1], label) < MostAlone && Alone(_rows[p.Item2], label) < MostAlone).Order()
            .Select(p => new[] { sweep.Ids[_rows[p.Item1]], sweep.Ids[_rows[p.Item2]] })];
    }

    private int Any() => sweep.Ids[_rows[_chance.Below(_rows.Length)]];

    /// <summary>Tries pairs on a few carriers, the best on all.</summary>
    private List<Phrase> Tried(List<int[]> pairs, int label, CancellationToken cancellationToken)
    {
        var quick = bench.Few(QuickCarriers, label).Try(pairs, cancellationToken);
        var best = Enumerable.Range(0, pairs.Count).OrderByDescending(i => Together(pairs[i], quick.Progress(i, label), label)).Take(PairsTried);
        return Scored([.. best.Select(i => pairs[i])], label, cancellationToken);
    }

    private List<Phrase> Scored(List<int[]> strings, int label, CancellationToken cancellationToken)
    {
        if (strings.Count == 0) return [];
        var effects = bench.Try(strings, cancellationToken);
        return [.. strings.Select((s, i) => new Phrase(s, label, effects.Progress(i, label), Together(s, effects.Progress(i, label), label)))
            .OrderByDescending(p => p.Together)];
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
            var on = bench.Few(QuickCarriers + 3, label);
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
            var best = Enumerable.Range(0, candidates.Count).OrderByDescending(i => Together(candidates[i], quick.Progress(i, label), label))
                .Take(Beam).Select(i => candidates[i]).ToList();
            var before = beam.Count == 0 ? -1 : beam[0].Together;
            beam = [.. Scored(best, label, cancellationToken).Concat(beam).DistinctBy(p => p.Key).OrderByDescending(p => p.Together).Take(Beam)];
            if (beam[0].Together <= before) break;
            strings = [.. beam.Select(p => p.Tokens)];
        }
        Found.AddRange(beam);
    }
}
