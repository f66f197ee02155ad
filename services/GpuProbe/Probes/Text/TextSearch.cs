using Assay.Analysis.Probes;
using Assay.Contracts.Findings;

namespace Assay.GpuProbe.Probes.Text;

/// <summary>The search from carriers to tried candidates, with what is known at any point of it.</summary>
internal sealed class TextSearch(ProbeContext context, TextModel model)
{
    private const int Listed = 100;

    /// <summary>What was being done, for a partial result.</summary>
    public string Stage { get; private set; } = "no text was found yet";

    public TextModel Model { get; } = model;

    /// <summary>Classes that random texts get.</summary>
    public int Answered { get; private set; }

    public IReadOnlyList<PlacedToken> Placed { get; private set; } = [];

    public IReadOnlyList<Phrase> Phrases { get; private set; } = [];

    /// <summary>Candidates that were tried on fresh texts.</summary>
    public List<Trigger> Triggers { get; } = [];

    /// <summary>Runs the whole search; the reason where a part of it was not possible.</summary>
    public string? Run(int body, int perClass, int pool, int sweepCarriers, int trialCarriers, int phrasesTried, CancellationToken cancellationToken)
    {
        context.Advance(0, "finds texts of every class");
        var chance = context.Random("carriers");
        var drawn = new CarrierDraw(Model, chance).Draw(body, perClass, pool, cancellationToken);
        Answered = drawn.Count(d => d.Count > 0);
        if (Answered < 2) return "The model gave one answer to all random texts, so that tokens which lead to that answer cannot be seen.";
        var share = Math.Max(1, sweepCarriers / Answered);
        var sweep = new TokenSweep(Bench.Of(Model, drawn, 0, sweepCarriers), Bench.Of(Model, drawn, share, trialCarriers));
        Stage = "single tokens were being tried";
        sweep.Run(context, cancellationToken);
        Placed = sweep.Placed;
        var longer = new CarrierDraw(Model, chance).Draw(body + 4, trialCarriers, pool / 3, cancellationToken);
        var trial = new Trial(Model, [Bench.Of(Model, drawn, share + Math.Max(1, trialCarriers / Answered), trialCarriers), Bench.Of(Model, longer, 0, trialCarriers)],
            context.Random("trial"));
        Stage = "single tokens were tried, phrases not yet";
        Single(trial, cancellationToken);
        var bench = Bench.Of(Model, drawn, 0, sweepCarriers);
        var (slope, reason) = EmbeddingSlope.Open(context, bench.Carriers[0].Ids.Length + Placement.MostTokens, cancellationToken);
        if (slope is null) return $"Phrases were not looked for, as the graph has no gradient: {EvidenceText.Quote(reason, 300)}";
        using (slope)
        {
            var search = new PhraseSearch(context, sweep, bench, slope);
            try
            {
                search.Run(cancellationToken);
            }
            finally
            {
                Phrases = search.Found;
            }
        }
        Stage = "phrases were found and not all tried";
        context.Advance(0.95, "tries candidates on other texts");
        foreach (var phrase in Phrases.OrderByDescending(p => p.Together).Take(phrasesTried))
            Triggers.Add(trial.Phrase(phrase, token => Replacements(sweep, phrase.Label, token, chance), cancellationToken));
        return null;
    }

    /// <summary>Tokens that alone do no more for a class than the given one: the strongest of them, those that were found in its phrases, and random ones.</summary>
    private List<int> Replacements(TokenSweep sweep, int label, int token, SeededNumbers chance)
    {
        const int strongest = 100, random = 150;
        const float slack = 0.1f;
        var rows = sweep.Ids.Select((id, row) => (Id: id, Alone: sweep.Progress(row, label))).ToDictionary(p => p.Id, p => p.Alone);
        var most = Math.Max(0, rows[token]) + slack;
        List<int> weaker = [.. rows.Where(p => p.Value <= most).OrderByDescending(p => p.Value).Select(p => p.Key)];
        HashSet<int> chosen = [.. weaker.Take(strongest)];
        chosen.UnionWith(Phrases.Where(p => p.Label == label).Take(Listed).SelectMany(p => p.Tokens).Where(id => rows[id] <= most));
        for (var i = 0; i < random && weaker.Count > 0; i++) chosen.Add(weaker[chance.Below(weaker.Count)]);
        return [.. chosen.Order()];
    }

    /// <summary>The strongest tokens anywhere and at one place.</summary>
    private void Single(Trial trial, CancellationToken cancellationToken)
    {
        const int tried = 3;
        foreach (var token in Placed.OrderByDescending(p => p.Anywhere).Take(tried)) Triggers.Add(trial.Token(token, false, Placed, cancellationToken));
        foreach (var token in Placed.OrderByDescending(p => p.Best - Rival(p)).Take(tried)) Triggers.Add(trial.Token(token, true, Placed, cancellationToken));
    }

    /// <summary>What the best other token of the class reaches at the same place.</summary>
    public float Rival(PlacedToken token)
    {
        var place = token.Place - 1;
        return Placed.Where(p => p.Label == token.Label && p.Token != token.Token).Select(p => p.Sure[place]).DefaultIfEmpty(0).Max();
    }
}
