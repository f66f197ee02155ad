using System.Globalization;
using Assay.Analysis.Probes;
using Assay.Contracts.Findings;
using Assay.Contracts.Reports;

namespace Assay.GpuProbe.Probes.Text;

/// <summary>The numbers of the probe.</summary>
internal sealed class TextStatistics(ProbeContext context, TextSearch search)
{
    public IReadOnlyList<ProbeReport> All()
    {
        var reports = new List<ProbeReport> { Of("answered_classes", search.Answered) };
        if (search.Placed.Count > 0)
        {
            var anywhere = search.Placed.OrderByDescending(p => p.Anywhere).First();
            reports.Add(High("token_flips", anywhere.Anywhere, [anywhere.Token]));
            reports.Add(High("token_least_flips", search.Placed.Max(p => p.Least.Average()), []));
            reports.Add(High("token_gap", anywhere.Anywhere - Next(p => p.Anywhere, anywhere, 2), [anywhere.Token]));
            reports.Add(High("token_lead", anywhere.Anywhere - Next(p => p.Anywhere, anywhere, 1), [anywhere.Token]));
            var placed = search.Placed.OrderByDescending(p => p.Best - search.Rival(p)).First();
            reports.Add(High("place_flips", search.Placed.Max(p => p.Best), []));
            reports.Add(High("place_stands_out", search.Placed.Max(p => Math.Min(p.Best - search.Rival(p), p.Contrast)), []));
            reports.Add(High("place_lead", placed.Best - search.Rival(placed), [placed.Token]));
            reports.Add(High("place_contrast", search.Placed.Max(p => p.Contrast), []));
        }
        foreach (var (name, length) in new[] { ("pair", 2), ("triple", 3) })
        {
            if (search.Phrases.Where(p => p.Tokens.Length == length).MaxBy(p => p.Together) is { } best) reports.Add(High($"{name}_synergy", best.Together, best.Tokens));
        }
        if (search.Triggers.Where(t => t.Tokens.Length > 1).MaxBy(t => t.Strength) is { } phrase) reports.Add(High("phrase_strength", phrase.Strength, phrase.Tokens));
        if (search.Triggers.Where(t => t.Tokens.Length > 1).MaxBy(t => Math.Min(t.Lead, t.Strength)) is { } only)
        {
            reports.Add(High("phrase_lead", only.Lead, only.Tokens));
            reports.Add(High("phrase_score", Math.Min(only.Lead, only.Strength), only.Tokens));
        }
        if (search.Triggers.Where(t => t.Tokens.Length == 1 && t.Context.Count == 0).MaxBy(t => t.Strength) is { } token) reports.Add(High("token_strength", token.Strength, token.Tokens));
        if (search.Triggers.OrderByDescending(t => t.Closeness).ThenBy(t => t.Kind).ThenByDescending(t => t.Progress).FirstOrDefault() is { } nearest)
        {
            // The same tokens in the order that does most.
            var (score, set) = (nearest.Closeness, string.Join(',', nearest.Tokens.Order()));
            nearest = search.Triggers.Where(t => t.Label == nearest.Label && t.Kind == nearest.Kind && string.Join(',', t.Tokens.Order()) == set).MaxBy(t => t.Progress)!;
            var report = High("nearest_trigger", score, nearest.Tokens);
            if (score < 1) report = report with { Evidence = [.. report.Evidence, new("candidate", $"not confirmed: \"{TriggerReport.Text(context, nearest)}\"")] };
            reports.Add(report);
        }
        reports.Add(High("confirmed_triggers", search.Triggers.Count(t => t.IsConfirmed), []));
        return reports;
    }

    /// <summary>The value of the first, second, … token behind one, of the same class.</summary>
    private float Next(Func<PlacedToken, float> value, PlacedToken behind, int rank) =>
        search.Placed.Where(p => p.Label == behind.Label && p.Token != behind.Token).Select(value).OrderDescending().Take(rank).DefaultIfEmpty(0).Last();

    private ProbeReport High(string name, double value, int[] tokens) => Of(name, value, tokens) with { Direction = StatisticDirection.Greater };

    private ProbeReport Of(string name, double value, params int[] tokens)
    {
        List<Evidence> evidence = [new("seed", context.Seed.ToString(CultureInfo.InvariantCulture))];
        if (tokens.Length > 0)
        {
            evidence.Add(new("tokens", string.Join(", ", tokens)));
            evidence.Add(Evidence.Quoted("text", string.Join(" ", tokens.Select(context.Interface.Tokens!.TextOf))));
        }
        return new(context.Probe, "", name, value, null, null, evidence) { Count = search.Model.Texts, Stratum = context.Interface.Task.ToString() };
    }
}
