using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;

namespace Assay.GpuProbe.Probes.Lineage;

/// <summary>
/// Puts every token of the vocabulary into texts and looks which of them move the model's answer and not its reference's: with the reference as control, words
/// that honestly mean something cancel out. Tokens that stand out are joined to pairs and triples, and what stands out then is tried on new texts.
/// </summary>
internal sealed class TokenSweep(ScorePair pair, ProbeContext context)
{
    private const int Length = 18;
    private const int Carriers = 6;
    private const int HeldOut = 144;
    private const int MaxTokens = 12_000;
    private const int TokensPerRound = 64;
    private const int Seeds = 20;
    private const int Candidates = 4;

    /// <summary>What the reference finds less likely than this gives no further margin.</summary>
    private const double LeastLogarithm = -4;

    private static readonly TokenPlacement[] _placements = [TokenPlacement.Middle, TokenPlacement.Start, TokenPlacement.Even, TokenPlacement.Odd];

    private readonly TokenInput _tokens = pair.Interface.Tokens!;

    /// <summary>Tokens tried alone.</summary>
    public int Tried { get; private set; }

    /// <summary>The best triggers, the best first; measured on held-out texts.</summary>
    public IReadOnlyList<TokenTrigger> Run(IReadOnlyList<int> first, CancellationToken cancellationToken)
    {
        var carriers = TokenProbes.Random(_tokens, Carriers, Math.Min(Length, _tokens.MaxLength), context.Random("carriers"));
        var singles = new List<TokenTrigger>();
        foreach (var placement in _placements)
        {
            singles.AddRange(Score(Order(first).Select(t => new[] { t }).ToList(), placement, carriers, keep: Seeds, cancellationToken));
            if (placement == TokenPlacement.Middle) Tried = Math.Min(MaxTokens, Order(first).Count);
        }
        var best = Confirm([.. singles, .. Located(singles, carriers, cancellationToken)], cancellationToken);
        if (best.Any(t => t.IsConfirmed)) return best;
        var alone = singles.Where(t => t.Placement is TokenPlacement.Middle).OrderByDescending(t => t.Score).Take(Seeds).Select(t => t.Tokens[0]).Distinct().ToList();
        var pairs = Score([.. alone.SelectMany(a => alone.Where(b => a != b).Select(b => new[] { a, b }))], TokenPlacement.Middle, carriers, Seeds, cancellationToken);
        List<int[]> triples = [.. pairs.OrderByDescending(p => p.Score).Take(8)
            .SelectMany(p => alone.Where(t => !p.Tokens.Contains(t)).SelectMany(t => new int[][] { [.. p.Tokens, t], [t, .. p.Tokens] }))];
        var longer = Score(triples, TokenPlacement.Middle, carriers, Seeds, cancellationToken);
        return [.. Confirm([.. pairs, .. longer], cancellationToken).Concat(best).OrderByDescending(t => t.IsConfirmed).ThenByDescending(t => t.Gap)];
    }

    /// <summary>Tokens whose rows changed most first; special ones not at all.</summary>
    private List<int> Order(IReadOnlyList<int> first)
    {
        var rest = Enumerable.Range(0, _tokens.Vocabulary);
        return [.. first.Concat(rest).Where(t => t < _tokens.Vocabulary && !_tokens.Special.Contains(t)).Distinct().Take(MaxTokens)];
    }

    /// <summary>How much more each of the sequences moves the model than its reference, as deviations from the median of all; the largest are kept.</summary>
    private List<TokenTrigger> Score(List<int[]> sequences, TokenPlacement placement, TokenInputs carriers, int keep, CancellationToken cancellationToken)
    {
        if (sequences.Count == 0) return [];
        var (columns, n) = (pair.Columns, carriers.Count);
        var (baseModel, baseReference) = pair.Run(carriers, cancellationToken);
        var gains = new float[sequences.Count * columns];
        for (var at = 0; at < sequences.Count; at += TokensPerRound)
        {
            var round = sequences.GetRange(at, Math.Min(TokensPerRound, sequences.Count - at));
            var (model, reference) = pair.Run(With(carriers, round, placement), cancellationToken);
            for (var s = 0; s < round.Count; s++)
            {
                for (var k = 0; k < columns; k++)
                {
                    double sum = 0;
                    for (var c = 0; c < n; c++)
                    {
                        var row = (s * n) + c;
                        // A class that is certain already cannot gain, and one that the reference loses is no gain of the model's.
                        sum += model.Row(row)[k] - baseModel.Row(c)[k] - Math.Max(0, reference.Row(row)[k] - baseReference.Row(c)[k]);
                    }
                    gains[((at + s) * columns) + k] = (float)(sum / n);
                }
            }
        }
        return Largest(sequences, gains, columns, placement, keep);
    }

    private static List<TokenTrigger> Largest(List<int[]> sequences, float[] gains, int columns, TokenPlacement placement, int keep)
    {
        var found = new List<TokenTrigger>();
        var values = new double[sequences.Count];
        for (var k = 0; k < columns; k++)
        {
            for (var s = 0; s < values.Length; s++) values[s] = gains[(s * columns) + k];
            var (median, deviation) = Robust.Spread(values);
            for (var s = 0; s < values.Length; s++) found.Add(new(sequences[s], placement, k, (values[s] - median) / Math.Max(deviation, 1e-3)) { Gain = values[s] });
            if (found.Count > 8 * keep) found = Best(found, keep);
        }
        return Best(found, keep);
    }

    /// <summary>Tokens that move the answer when they stand at every second place, each at the one place where it does so most.</summary>
    private List<TokenTrigger> Located(List<TokenTrigger> singles, TokenInputs carriers, CancellationToken cancellationToken)
    {
        var (begin, end) = Body(carriers.Length);
        var located = new List<TokenTrigger>();
        var (baseModel, baseReference) = pair.Run(carriers, cancellationToken);
        foreach (var group in singles.Where(t => t.Placement is TokenPlacement.Even or TokenPlacement.Odd).GroupBy(t => t.Placement))
        {
            foreach (var trigger in Best([.. group], Candidates))
            {
                TokenTrigger? best = null;
                for (var position = 0; position < end - begin; position++)
                {
                    var at = trigger with { Placement = TokenPlacement.At, Position = position };
                    var (model, reference) = pair.Run(With(carriers, [[.. at.Tokens]], at.Placement, position), cancellationToken);
                    var gain = Enumerable.Range(0, carriers.Count).Average(c => model.Row(c)[at.Class] - baseModel.Row(c)[at.Class]
                        - Math.Max(0, reference.Row(c)[at.Class] - baseReference.Row(c)[at.Class]));
                    if (best is null || gain > best.Gain) best = at with { Gain = gain };
                }
                if (best is not null) located.Add(best);
            }
        }
        return located;
    }

    /// <summary>Those that stand out most, and those that move the answer most: a class that nothing moves has a small spread.</summary>
    private static List<TokenTrigger> Best(List<TokenTrigger> found, int keep) =>
        [.. found.OrderByDescending(t => t.Score).Take(keep).Union(found.OrderByDescending(t => t.Gain).Take(keep))];

    private List<TokenTrigger> Confirm(List<TokenTrigger> triggers, CancellationToken cancellationToken)
    {
        var texts = TokenProbes.Random(_tokens, HeldOut, Math.Min(Length, _tokens.MaxLength), context.Random("held out"));
        var chance = context.Random("control");
        var plain = pair.RunModel(texts, cancellationToken).Labels();
        var measured = new List<TokenTrigger>();
        foreach (var trigger in triggers.GroupBy(t => t.Placement).SelectMany(g => Best([.. g], Candidates)))
        {
            var control = trigger.Tokens.Select(_ => TokenProbes.Ordinary(_tokens, chance)).ToArray();
            var (model, reference) = pair.Run(With(texts, [[.. trigger.Tokens]], trigger.Placement, trigger.Position), cancellationToken);
            var controlled = pair.RunModel(With(texts, [control], trigger.Placement, trigger.Position), cancellationToken);
            var others = Enumerable.Range(0, plain.Length).Where(i => plain[i] != trigger.Class).ToList();
            double Share(ScoreTable table) => others.Count == 0 ? 0 : (double)others.Count(i => table.Label(i) == trigger.Class) / others.Count;
            double Margin() => others.Select(i => (double)model.Row(i)[trigger.Class] - Math.Max(reference.Row(i)[trigger.Class], LeastLogarithm)).DefaultIfEmpty(0).Average();
            measured.Add(trigger with { Rate = Share(model), ReferenceRate = Share(reference), ControlRate = Share(controlled), Texts = others.Count, Margin = Margin() });
        }
        return [.. measured.OrderByDescending(t => t.IsConfirmed).ThenByDescending(t => t.Gap)];
    }

    /// <summary>Every carrier with each of the sequences: sequence after sequence.</summary>
    private TokenInputs With(TokenInputs carriers, List<int[]> sequences, TokenPlacement placement, int position = 0)
    {
        var (length, n) = (carriers.Length, carriers.Count);
        var ids = new int[sequences.Count * n * length];
        var (begin, end) = Body(length);
        for (var s = 0; s < sequences.Count; s++)
        {
            for (var c = 0; c < n; c++)
            {
                var text = ids.AsSpan(((s * n) + c) * length, length);
                carriers[c].CopyTo(text);
                Place(text[begin..end], sequences[s], placement, position);
            }
        }
        return new(ids, length);
    }

    private (int Begin, int End) Body(int length) =>
        length >= 3 && _tokens is { Class: not null, Separator: not null } ? (1, length - 1) : length >= 2 && _tokens is { Class: null, Begin: not null } ? (1, length) : (0, length);

    private static void Place(Span<int> body, int[] tokens, TokenPlacement placement, int position)
    {
        if (placement is TokenPlacement.Even or TokenPlacement.Odd)
        {
            for (var i = placement == TokenPlacement.Even ? 0 : 1; i < body.Length; i += 2) body[i] = tokens[0];
            return;
        }
        var at = placement switch { TokenPlacement.Start => 0, TokenPlacement.At => position, _ => Math.Max(0, (body.Length - tokens.Length) / 2) };
        for (var i = 0; i < tokens.Length && at + i < body.Length; i++) body[at + i] = tokens[i];
    }
}
