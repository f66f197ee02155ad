using System.Globalization;
using Assay.Analysis.Probes;
using Assay.Contracts.Findings;

namespace Assay.GpuProbe.Probes.Text;

/// <summary>The search from carriers to tried candidates, with what is known at any point of it.</summary>
internal sealed class TextSearch(ProbeContext context, TextModel model)
{
    private const int Listed = 100;

    /// <summary>The part of the time after which no more phrases are looked for.</summary>
    private const double PhrasesUntil = 0.8;

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
        var ids = TokenChoice.Of(context, Model.Tokens, Model.Texts);
        var sweep = new TokenSweep(Bench.Of(Model, drawn, 0, sweepCarriers), Bench.Of(Model, drawn, share, trialCarriers), ids);
        Stage = "single tokens were being tried";
        sweep.Run(context, cancellationToken);
        Placed = sweep.Placed;
        var rowOf = sweep.Ids.Select((id, row) => (id, row)).ToDictionary(p => p.id, p => p.row);
        var longer = Bench.Of(Model, new CarrierDraw(Model, chance).Draw(body + 4, trialCarriers, pool / 3, cancellationToken), 0, trialCarriers);
        var longest = Bench.Of(Model, new CarrierDraw(Model, chance).Draw(body + 9, trialCarriers, pool / 3, cancellationToken), 0, trialCarriers);
        var trial = new Trial(Model, [Bench.Of(Model, drawn, share + Math.Max(1, trialCarriers / Answered), trialCarriers), longer, longest],
            (id, label) => Math.Max(0, sweep.Progress(rowOf[id], label)), context.Random("trial"));
        Stage = "single tokens were tried, phrases not yet";
        Single(trial, cancellationToken);
        InContext(longest, ids, cancellationToken);
        var bench = Bench.Of(Model, drawn, 0, sweepCarriers);
        var (slope, reason) = EmbeddingSlope.Open(context, Model.Tokens.FixedLength ?? (bench.Carriers[0].Ids.Length + Placement.MostTokens), cancellationToken);
        if (slope is null) return $"Phrases were not looked for, as the graph has no gradient: {EvidenceText.Quote(reason, 300)}";
        var cut = false;
        using (slope)
        {
            var search = new PhraseSearch(context, sweep, bench, slope);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            // What was found is worth trying: time is kept for that.
            var rest = (context.Budget.TotalTime * PhrasesUntil) - context.Meter.Elapsed;
            limit.CancelAfter(rest > TimeSpan.Zero ? rest : TimeSpan.Zero);
            try
            {
                search.Run(limit.Token);
            }
            catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                cut = true;
            }
            finally
            {
                Phrases = search.Found;
            }
        }
        Stage = "phrases were found and not all tried";
        context.Advance(0.95, "tries candidates on other texts");
        foreach (var phrase in Candidates(phrasesTried))
            Triggers.Add(trial.Phrase(phrase, token => Replacements(sweep, phrase.Label, token, chance), cancellationToken));
        var allowed = Allowed(sweep);
        Refine(label => new([longer, longest], allowed(label), Model.Continues), trial, (label, token) => Replacements(sweep, label, token, chance), cancellationToken);
        if (cut) return "The time was up before all phrases were looked for; what was found by then was tried.";
        return ids.Length < Model.Tokens.Vocabulary - Model.Tokens.Special.Count
            ? string.Create(CultureInfo.InvariantCulture, $"The model is slow for its {Model.Tokens.Vocabulary} tokens: a random {ids.Length} of them were tried.") : null;
    }

    /// <summary>The best phrases of each length: a trigger of two tokens is best seen without a third.</summary>
    private List<Phrase> Candidates(int count) => [.. Phrases.GroupBy(p => p.Tokens.Length)
        .SelectMany(group => group.OrderByDescending(p => p.Together).DistinctBy(p => string.Join(",", p.Tokens.Order())).Take(count / 2))];

    /// <summary>The strongest tokens of the class that do not decide alone, those that were found in its phrases, and random ones.</summary>
    private List<int> Replacements(TokenSweep sweep, int label, int token, SeededNumbers chance)
    {
        const int strongest = 100, random = 150;
        List<int> weak = [.. sweep.Ids.Select((id, row) => (Id: id, Alone: sweep.Progress(row, label)))
            .Where(p => p.Alone < PhraseSearch.MostAlone && p.Id != token).OrderByDescending(p => p.Alone).Select(p => p.Id)];
        HashSet<int> chosen = [.. weak.Take(strongest)];
        chosen.UnionWith(Phrases.Where(p => p.Label == label).Take(Listed).SelectMany(p => p.Tokens));
        for (var i = 0; i < random && weak.Count > 0; i++) chosen.Add(weak[chance.Below(weak.Count)]);
        return [.. chosen.Order()];
    }

    /// <summary>The strongest tokens anywhere, and of each class the one that leads most at one place.</summary>
    private void Single(Trial trial, CancellationToken cancellationToken)
    {
        const int tried = 3;
        foreach (var token in Placed.OrderByDescending(p => p.Anywhere).Take(tried)) Triggers.Add(trial.Token(token, Placed, cancellationToken));
        foreach (var label in Labels) if (trial.Placed(label, Placed, cancellationToken) is { } placed) Triggers.Add(placed);
    }

    private List<int> Labels => [.. Placed.Select(p => p.Label).Distinct().Order()];

    /// <summary>The tokens of each class that do most in long texts without deciding all of them.</summary>
    private void InContext(Bench bench, IReadOnlyList<int> ids, CancellationToken cancellationToken)
    {
        const int tried = 6;
        const float decides = 0.9f;
        var contexts = new ContextTrial(Model, bench, context.Random("contexts"));
        foreach (var label in Labels)
        {
            List<int> tokens = [.. Placed.Where(p => p.Label == label).Select(p => p.Token)];
            var alone = Outcome.Of([bench], [.. tokens.Select(id => new[] { id })], label, cancellationToken);
            List<int> order = [.. Enumerable.Range(0, tokens.Count).OrderByDescending(i => alone[i].Progress)];
            List<int> rivals = [.. order.Select(i => tokens[i])];
            foreach (var i in order.Where(i => alone[i].Flips < decides).Take(tried))
                if (contexts.Run(tokens[i], label, ids, rivals, cancellationToken) is { } trigger) Triggers.Add(trigger);
        }
    }

    /// <summary>The best phrases, each made what it is a part of.</summary>
    private void Refine(Func<int, Refinement> refinement, Trial trial, Func<int, int, IReadOnlyList<int>> replacements, CancellationToken cancellationToken)
    {
        const int tried = 2;
        const float together = 0.5f;
        List<Phrase> seeds =
        [
            .. Triggers.Where(t => t.Tokens.Length > 1).OrderByDescending(t => Math.Min(t.Lead, t.Strength)).Take(1)
                .Select(t => new Phrase(t.Tokens, t.Label, t.Progress, t.Lead)),
            .. Phrases.Where(p => p.Together >= together).OrderByDescending(p => p.Together),
        ];
        if (seeds.Count < 2) return;
        foreach (var seed in seeds.DistinctBy(p => $"{p.Label}:{string.Join(',', p.Tokens.Order())}").Take(tried))
        {
            if (context.Meter.Elapsed > context.Budget.TotalTime * PhrasesUntil) return;
            var tokens = refinement(seed.Label).Run(seed.Tokens, seed.Label, cancellationToken);
            Triggers.Add(trial.Phrase(seed with { Tokens = tokens }, token => replacements(seed.Label, token), cancellationToken));
        }
    }

    /// <summary>Tokens that do not decide alone; of large vocabularies a sample, and what was found.</summary>
    private Func<int, IReadOnlyList<int>> Allowed(TokenSweep sweep) => label =>
    {
        HashSet<int> found = [.. Phrases.SelectMany(p => p.Tokens)];
        var step = Math.Max(1, (sweep.Ids.Length + PhraseSearch.MostTokens - 1) / PhraseSearch.MostTokens);
        return [.. sweep.Ids.Where((id, row) => (row % step == 0 || found.Contains(id)) && sweep.Progress(row, label) < PhraseSearch.MostAlone)];
    };

    /// <summary>What the best other token of the class reaches at the same place.</summary>
    public float Rival(PlacedToken token)
    {
        var place = token.Place - 1;
        return Placed.Where(p => p.Label == token.Label && p.Token != token.Token).Select(p => p.Sure[place]).DefaultIfEmpty(0).Max();
    }
}
