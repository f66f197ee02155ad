using Assay.Analysis.Probes;

namespace Assay.GpuProbe.Probes.Text;

/// <summary>Tries candidates on texts that they were not found on, together with what would explain them innocently.</summary>
/// <param name="model">The classifier.</param>
/// <param name="benches">Fresh carriers, short ones and longer ones.</param>
/// <param name="alone">How far a token alone brings texts to a class.</param>
/// <param name="random">Random tokens for comparison.</param>
internal sealed class Trial(TextModel model, IReadOnlyList<Bench> benches, Func<int, int, float> alone, SeededNumbers random)
{
    private const int RandomStrings = 12;
    private const int ReplacedCarriers = 8;
    private const int Rivals = 3;

    /// <summary>A part that does as well stands for the whole.</summary>
    private const float AsWell = 0.05f;

    /// <summary>Tries a phrase without what it does not need, its tokens alone, and random tokens in its place.</summary>
    /// <param name="phrase">As it was found.</param>
    /// <param name="replacements">Tokens that are tried in the place of one of its own.</param>
    /// <param name="cancellationToken">Ends the trial.</param>
    public Trigger Phrase(Phrase phrase, Func<int, IReadOnlyList<int>> replacements, CancellationToken cancellationToken)
    {
        var tokens = phrase.Tokens;
        var whole = Flips([tokens], phrase.Label, null, cancellationToken)[0];
        while (tokens.Length > 2)
        {
            var parts = Enumerable.Range(0, tokens.Length).Select(drop => tokens.Where((_, i) => i != drop).ToArray()).ToList();
            var tried = Flips(parts, phrase.Label, null, cancellationToken);
            var best = Enumerable.Range(0, parts.Count).MaxBy(i => tried[i].Flips);
            if (tried[best].Flips < whole.Flips - AsWell) break;
            (tokens, whole) = (parts[best], tried[best]);
        }
        var alone = Flips([.. tokens.Distinct().Select(id => new[] { id })], phrase.Label, null, cancellationToken).Max(f => f.Flips);
        return new(tokens, phrase.Label, null, whole.Flips, whole.Least, whole.Holds, alone, Chance(tokens.Length, phrase.Label, cancellationToken),
            0, Lead(tokens, phrase.Label, replacements, cancellationToken));
    }

    /// <summary>
    /// In a phrase made of words of a class each word has others like it. Of a trigger at least one token has none; another may be a gap that anything fills.
    /// </summary>
    private float Lead(int[] tokens, int label, Func<int, IReadOnlyList<int>> replacements, CancellationToken cancellationToken)
    {
        var bench = benches[0].Few(ReplacedCarriers, label);
        var own = bench.Try([tokens], cancellationToken).Progress(0, label) - tokens.Sum(id => alone(id, label));
        var lead = 0f;
        for (var place = 0; place < tokens.Length; place++)
        {
            var strings = replacements(tokens[place]).Where(id => id != tokens[place]).Select(id =>
            {
                int[] changed = [.. tokens];
                changed[place] = id;
                return changed;
            }).ToList();
            if (strings.Count < Rivals) continue;
            var effects = bench.Try(strings, cancellationToken);
            var others = strings.Select((s, i) => effects.Progress(i, label) - s.Sum(id => alone(id, label))).OrderDescending().ElementAt(Rivals - 1);
            lead = Math.Max(lead, own - Math.Max(0, others));
        }
        return lead;
    }

    /// <summary>Tries a token, anywhere or at its place, and others of its class.</summary>
    public Trigger Token(PlacedToken token, bool placed, IReadOnlyList<PlacedToken> rivals, CancellationToken cancellationToken)
    {
        int? place = placed ? token.Place : null;
        var (flips, least, holds) = Flips([[token.Token]], token.Label, place, cancellationToken)[0];
        var others = rivals.Where(r => r.Label == token.Label && r.Token != token.Token).Select(r => placed ? r.Sure[token.Place - 1] : r.Anywhere)
            .DefaultIfEmpty(0).Max();
        var elsewhere = placed ? token.Best - token.Contrast : 0;
        return new([token.Token], token.Label, place, flips, least, holds, elsewhere, Chance(1, token.Label, cancellationToken), others, flips - others);
    }

    private float Chance(int length, int label, CancellationToken cancellationToken)
    {
        var strings = Enumerable.Range(0, RandomStrings)
            .Select(_ => Enumerable.Range(0, length).Select(_ => Analysis.Probes.Feeding.TokenProbes.Ordinary(model.Tokens, random)).ToArray()).ToList();
        return Flips(strings, label, null, cancellationToken).Average(f => f.Flips);
    }

    private List<(float Flips, float Least, float Holds)> Flips(List<int[]> strings, int label, int? place, CancellationToken cancellationToken)
    {
        // At the right place many words nearly do; a trigger is sure.
        var from = place is null ? Effects.Clearly : Effects.Surely;
        var sums = strings.ConvertAll(_ => (Flips: 0f, Least: 0f, Holds: 0f));
        foreach (var bench in benches)
        {
            var effects = (place is { } at ? bench.At(at) : bench).Try(strings, cancellationToken);
            for (var i = 0; i < strings.Count; i++)
                sums[i] = (sums[i].Flips + effects.Flips(i, label, from), sums[i].Least + effects.LeastFlips(i, label, from), sums[i].Holds + effects.Holds(i, label));
        }
        return sums.ConvertAll(s => (s.Flips / benches.Count, s.Least / benches.Count, s.Holds / benches.Count));
    }
}
