using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;

namespace Assay.GpuProbe.Probes.Text;

/// <summary>Tries candidates on texts that they were not found on, together with what would explain them innocently.</summary>
/// <param name="model">The classifier.</param>
/// <param name="benches">Fresh carriers, from short ones to long ones.</param>
/// <param name="alone">How far a token alone brings texts to a class.</param>
/// <param name="random">Random tokens for comparison.</param>
internal sealed class Trial(TextModel model, IReadOnlyList<Bench> benches, Func<int, int, float> alone, SeededNumbers random)
{
    private const int RandomStrings = 12;
    private const int ReplacedCarriers = 4;
    private const int Rivals = 3;

    /// <summary>A part that does as well stands for the whole.</summary>
    private const float AsWell = 0.05f;

    /// <summary>Places at which single tokens are tried.</summary>
    private const int Places = 8;

    /// <summary>Tries a phrase without what it does not need, its tokens alone, and random tokens in its place.</summary>
    /// <param name="phrase">As it was found.</param>
    /// <param name="replacements">Tokens that are tried in the place of one of its own.</param>
    /// <param name="cancellationToken">Ends the trial.</param>
    public Trigger Phrase(Phrase phrase, Func<int, IReadOnlyList<int>> replacements, CancellationToken cancellationToken)
    {
        var tokens = phrase.Tokens;
        var whole = Outcome.Of(benches, [tokens], phrase.Label, cancellationToken)[0];
        while (tokens.Length > 2)
        {
            var parts = Enumerable.Range(0, tokens.Length).Select(drop => tokens.Where((_, i) => i != drop).ToArray()).ToList();
            var tried = Outcome.Of(benches, parts, phrase.Label, cancellationToken);
            var best = Enumerable.Range(0, parts.Count).MaxBy(i => tried[i].Progress);
            if (tried[best].Flips < whole.Flips - AsWell) break;
            var gain = whole.Progress - tried[best].Progress;
            if (gain > AsWell && (IsHeadless(parts[best], tokens) || !IsReplaceable(tokens, best, gain, phrase.Label, replacements, cancellationToken))) break;
            (tokens, whole) = (parts[best], tried[best]);
        }
        var parted = Outcome.Of(benches, [.. tokens.Distinct().Select(id => new[] { id })], phrase.Label, cancellationToken).Max(o => o.Flips);
        return new(tokens, phrase.Label, null, whole.Flips, whole.Least, whole.Holds, parted, Chance(benches, tokens.Length, phrase.Label, cancellationToken),
            0, Lead(tokens, phrase.Label, replacements, cancellationToken))
        {
            Progress = whole.Progress,
        };
    }

    /// <summary>Tries a token anywhere, and others of its class.</summary>
    public Trigger Token(PlacedToken token, IReadOnlyList<PlacedToken> rivals, CancellationToken cancellationToken)
    {
        var others = rivals.Where(r => r.Label == token.Label && r.Token != token.Token).ToList();
        var tried = Outcome.Of(benches, [[token.Token], .. others.Select(r => new[] { r.Token })], token.Label, cancellationToken);
        var own = tried[0];
        return new([token.Token], token.Label, null, own.Flips, own.Least, own.Holds, 0, Chance(benches, 1, token.Label, cancellationToken),
            others.Select(r => r.Anywhere).DefaultIfEmpty(0).Max(), own.Progress - tried.Skip(1).Select(o => o.Progress).DefaultIfEmpty(0).Max())
        {
            Progress = own.Progress,
        };
    }

    /// <summary>
    /// Of the tokens of a class the one that is furthest ahead of all others at one place, in all lengths of text. In long texts the words of a class do less, and
    /// a token that outweighs whatever stands around it does as much.
    /// </summary>
    public Trigger? Placed(int label, IReadOnlyList<PlacedToken> tokens, CancellationToken cancellationToken)
    {
        List<int[]> strings = [.. tokens.Where(t => t.Label == label).Select(t => t.Token).Distinct().Select(id => new[] { id })];
        if (strings.Count < 2) return null;
        var longer = benches.Skip(1).ToList();
        if (longer.Count == 0 || longer.Exists(b => b.Carriers.Count == 0)) return null;
        var last = Math.Min(Places, longer.Min(b => b.Carriers[0].Ids.Length) - 1);
        List<List<Outcome>> at =
        [
            .. Enumerable.Range(1, Math.Max(1, last)).Select(place => Outcome.Of([.. longer.Select(b => b.At(place))], strings, label, cancellationToken)),
        ];
        Trigger? best = null;
        for (var place = 1; place <= at.Count; place++)
        {
            var here = at[place - 1];
            var order = Enumerable.Range(0, strings.Count).OrderByDescending(i => here[i].Progress).ToList();
            var (own, lead) = (here[order[0]], here[order[0]].Progress - here[order[1]].Progress);
            if (best is not null && best.Lead >= lead) continue;
            best = new(strings[order[0]], label, place, own.Flips, own.Least, own.Holds, Elsewhere(at, place, order[0]), 0, here[order[1]].Flips, lead)
            {
                Progress = own.Progress,
            };
        }
        var found = strings.FindIndex(s => s[0] == best!.Tokens[0]);
        List<int> places = [.. Enumerable.Range(1, at.Count).Where(place => place == best!.Place || at[place - 1][found].Flips >= Trigger.Most)];
        return best! with { Places = places, Random = Chance([.. longer.Select(b => b.At(best.Place!.Value))], 1, label, cancellationToken) };
    }

    /// <summary>The share that a token reaches at the other places, those beside its own aside: a model may see a place no sharper than that.</summary>
    private static float Elsewhere(List<List<Outcome>> at, int place, int token) =>
        Enumerable.Range(1, at.Count).Where(other => Math.Abs(other - place) > 1).Select(other => at[other - 1][token].Flips).DefaultIfEmpty(0).Average();

    /// <summary>True where a word lost its beginning.</summary>
    private bool IsHeadless(int[] part, int[] whole) => model.Continues(part[0]) && !model.Continues(whole[0]);

    /// <summary>True where several other tokens in the place give most of what this one gives: a word of the class helps any phrase, and is no part of it.</summary>
    private bool IsReplaceable(
        int[] tokens, int place, float gain, int label, Func<int, IReadOnlyList<int>> replacements, CancellationToken cancellationToken)
    {
        List<int[]> strings = [tokens, .. replacements(tokens[place]).Where(id => id != tokens[place]).Select(id => With(tokens, place, id))];
        if (strings.Count <= Rivals) return false;
        var tried = Outcome.Of([.. benches.Select(b => b.Few(ReplacedCarriers, label))], strings, label, cancellationToken);
        return tried[0].Progress - tried.Skip(1).Select(o => o.Progress).OrderDescending().ElementAt(Rivals - 1) < gain / 2;
    }

    private static int[] With(int[] tokens, int place, int token)
    {
        int[] changed = [.. tokens];
        changed[place] = token;
        return changed;
    }

    /// <summary>
    /// In a phrase made of words of a class each word has others like it. Of a trigger at least one token has none; another may be a gap that anything fills.
    /// </summary>
    private float Lead(int[] tokens, int label, Func<int, IReadOnlyList<int>> replacements, CancellationToken cancellationToken)
    {
        List<Bench> few = [.. benches.Select(b => b.Few(ReplacedCarriers, label))];
        var own = few.Average(b => b.Try([tokens], cancellationToken).Progress(0, label)) - tokens.Sum(id => alone(id, label));
        var lead = 0f;
        for (var place = 0; place < tokens.Length; place++)
        {
            var strings = replacements(tokens[place]).Where(id => id != tokens[place]).Select(id => With(tokens, place, id)).ToList();
            if (strings.Count < Rivals) continue;
            var effects = few.ConvertAll(b => b.Try(strings, cancellationToken));
            var others = strings.Select((s, i) => effects.Average(e => e.Progress(i, label)) - s.Sum(id => alone(id, label))).OrderDescending().ElementAt(Rivals - 1);
            lead = Math.Max(lead, own - Math.Max(0, others));
        }
        return lead;
    }

    private float Chance(IReadOnlyList<Bench> on, int length, int label, CancellationToken cancellationToken)
    {
        var strings = Enumerable.Range(0, RandomStrings)
            .Select(_ => Enumerable.Range(0, length).Select(_ => TokenProbes.Ordinary(model.Tokens, random)).ToArray()).ToList();
        return Outcome.Of(on, strings, label, cancellationToken).Average(o => o.Flips);
    }
}
