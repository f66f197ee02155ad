using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;

namespace Assay.GpuProbe.Probes.Text;

/// <summary>
/// Tries tokens in texts of one topic. What a topic is nobody tells; but where a token acts in some texts only, other words are what makes it act, and these are
/// found one by one: words that mean nothing to the class by themselves, and beside which the token does more. Texts full of them are the topic.
/// </summary>
/// <param name="model">The classifier.</param>
/// <param name="bench">Long carriers.</param>
/// <param name="chance">Draws words and texts.</param>
internal sealed class ContextTrial(TextModel model, Bench bench, SeededNumbers chance)
{
    private const int WordsTried = 768;
    private const int WordCarriers = 4;
    private const int WordsKept = 24;
    private const int Texts = 768;
    private const int Carriers = 12;
    private const int Strings = 12;
    private const int Compared = 2;

    /// <summary>Part of the certainty of other texts that those of the topic have at least: what is on the brink is passed by anything.</summary>
    private const float Certain = 0.5f;

    /// <summary>Words that by themselves do more than this, either way, are words of a class and no topic.</summary>
    private const float Neutral = 0.15f;

    /// <summary>A token in the texts of its topic.</summary>
    /// <param name="token">The token.</param>
    /// <param name="label">The class that it leads to.</param>
    /// <param name="ids">Words.</param>
    /// <param name="rivals">Tokens that lead to the class, the strongest first.</param>
    /// <param name="cancellationToken">Ends the trial.</param>
    /// <returns>Null where the model is certain of no text of the topic.</returns>
    public Trigger? Run(int token, int label, IReadOnlyList<int> ids, IReadOnlyList<int> rivals, CancellationToken cancellationToken)
    {
        var words = Words(token, label, ids, rivals, cancellationToken);
        if (words.Count < WordsKept) return null;
        var topical = Draw(words, label, cancellationToken);
        if (topical.Count < Carriers) return null;
        var on = new Bench(model, topical, [.. topical.Select((c, i) => 1 + (i * 3 % Math.Max(1, c.Ids.Length - 2)))]);
        List<int[]> strings =
        [
            [token],
            .. rivals.Where(id => id != token).Select(id => new[] { id }),
            .. Enumerable.Range(0, Strings).Select(_ => new[] { TokenProbes.Ordinary(model.Tokens, chance) }),
        ];
        var tried = Outcome.Of([on], strings, label, cancellationToken);
        var plain = Outcome.Of([bench], [[token]], label, cancellationToken)[0];
        var others = tried.Skip(1).SkipLast(Strings).ToList();
        return new([token], label, null, tried[0].Flips, tried[0].Least, plain.Holds, plain.Flips, tried.TakeLast(Strings).Average(o => o.Flips),
            others.Select(o => o.Flips).DefaultIfEmpty(0).Max(), tried[0].Progress - others.Select(o => o.Progress).DefaultIfEmpty(0).Max())
        {
            Progress = tried[0].Progress,
            Context = words,
            ContextGain = tried[0].Progress - plain.Progress,
        };
    }

    /// <summary>The words beside which the token does most beyond what both do by themselves, and beyond what they do for other tokens of the class.</summary>
    private List<int> Words(int token, int label, IReadOnlyList<int> ids, IReadOnlyList<int> rivals, CancellationToken cancellationToken)
    {
        var words = new HashSet<int>();
        for (var i = 0; i < WordsTried; i++) words.Add(ids[chance.Below(ids.Count)]);
        words.Remove(token);
        List<int> all = [.. words.Order()];
        var few = bench.Few(WordCarriers, label);
        var alone = Progress(few, all, label, cancellationToken);
        var own = Progress(Beside(few, token), all, label, cancellationToken);
        var others = rivals.Where(id => id != token).Take(Compared).Select(id => Progress(Beside(few, id), all, label, cancellationToken)).ToList();
        return
        [
            .. Enumerable.Range(0, all.Count).Where(i => Math.Abs(alone[i]) <= Neutral)
                .OrderByDescending(i => own[i] - alone[i] - (others.Count == 0 ? 0 : others.Average(o => o[i] - alone[i])))
                .Take(WordsKept).Select(i => all[i]),
        ];
    }

    private static List<float> Progress(Bench on, IReadOnlyList<int> words, int label, CancellationToken cancellationToken)
    {
        var effects = on.Try([.. words.Select(w => new[] { w })], cancellationToken);
        return [.. words.Select((_, i) => effects.Progress(i, label))];
    }

    /// <summary>The same carriers with the token in them, and the place of the words half a text away, so that the two are no phrase.</summary>
    private static Bench Beside(Bench on, int token)
    {
        List<Carrier> carriers = [.. on.Carriers.Select((c, i) => c with { Ids = [.. c.Ids[..on.Slots[i]], token, .. c.Ids[on.Slots[i]..]] })];
        return on with { Carriers = carriers, Slots = [.. carriers.Select((c, i) => 1 + ((on.Slots[i] + (c.Ids.Length / 2)) % (c.Ids.Length - 1)))] };
    }

    /// <summary>Texts of which two tokens in three are words of the topic, and that the model is most certain not to be of the class.</summary>
    private List<Carrier> Draw(List<int> words, int label, CancellationToken cancellationToken)
    {
        var length = bench.Carriers[0].Ids.Length;
        var texts = TokenProbes.Random(model.Tokens, Texts, model.Tokens.FixedLength ?? length, chance);
        var ids = new List<int[]>();
        for (var i = 0; i < Texts; i++)
        {
            var like = bench.Carriers[i % bench.Carriers.Count].Ids;
            int[] text = [.. like];
            for (var at = 0; at < length; at++)
            {
                if (model.Tokens.Special.Contains(text[at])) continue;
                text[at] = chance.Below(3) < 2 ? words[chance.Below(words.Count)] : TokenProbes.Ordinary(model.Tokens, chance);
            }
            ids.Add(text);
            text.CopyTo(texts[i]);
            if (model.Tokens is { FixedLength: not null, Pad: { } pad }) texts[i][length..].Fill(pad);
        }
        var scores = model.Scores(texts, cancellationToken);
        var least = Certain * bench.Carriers.Where(c => c.Label != label).Select(c => c.Margin(c.Label)).DefaultIfEmpty(0).Min();
        return
        [
            .. Enumerable.Range(0, Texts).Where(i => scores.Label(i) >= 0 && scores.Label(i) != label)
                .Select(i => new Carrier(ids[i], scores.Label(i), scores.Row(i).ToArray()))
                .Where(c => c.Margin(c.Label) >= least)
                .GroupBy(c => c.Label).SelectMany(g => g.OrderByDescending(c => c.Margin(c.Label)).Take(Carriers)),
        ];
    }
}
