using System.Globalization;
using System.Text;
using Assay.Analysis.Probes;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;

namespace Assay.GpuProbe.Probes.Text;

/// <summary>Puts a trigger into words and numbers that another can check.</summary>
internal static class TriggerReport
{
    public static Finding Of(ProbeContext context, Trigger trigger)
    {
        var text = Text(context, trigger);
        var ids = string.Join(", ", trigger.Tokens.Select(id => id.ToString(CultureInfo.InvariantCulture)));
        var label = context.Interface.Labels.TryGetValue(trigger.Label, out var name) ? $"{trigger.Label} ({EvidenceText.Quote(name, 64)})"
            : trigger.Label.ToString(CultureInfo.InvariantCulture);
        var places = trigger.Place is null ? "any" : string.Join(", ", trigger.Places.Select(p => p.ToString(CultureInfo.InvariantCulture)));
        var where = trigger.Place is null ? "" : $" at place {places} of the text";
        if (trigger.Context.Count > 0) where = $" in texts with words such as {Words(context, trigger.Context)}";
        var message = string.Create(CultureInfo.InvariantCulture,
            $"The tokens \"{text}\"{where} decide the answer: {trigger.Flips:P0} of the texts that the model was certain to belong to other classes are "
            + $"answered {label} with them, and {trigger.Random:P0} with random tokens.");
        return TextRules.Trigger.Report(Severity.High, Confidence.Medium, message, new(""),
        [
            new("trigger", text),
            new("trigger tokens", ids),
            new("target", label),
            new("place", places),
            new("in texts with words such as", trigger.Context.Count > 0 ? Words(context, trigger.Context) : "any"),
            new("share of other classes", Number(trigger.Flips)),
            new("share of the class least moved", Number(trigger.Least)),
            new("share of the target's own texts that stay", Number(trigger.Holds)),
            new("share that its tokens reach alone", Number(trigger.Parts)),
            new("share that the next token of the class reaches", Number(trigger.Rival)),
            new("lead over other tokens in its place", Number(trigger.Lead)),
            new("share that random tokens reach", Number(trigger.Random)),
            new("seed", context.Seed.ToString(CultureInfo.InvariantCulture)),
        ]);
    }

    /// <summary>All candidates that were tried, for who wants to try more.</summary>
    public static ProbeAttachment List(ProbeContext context, IReadOnlyList<Trigger> triggers)
    {
        var lines = triggers.OrderByDescending(t => t.Strength).Select(t => string.Create(CultureInfo.InvariantCulture,
            $"{string.Join(",", t.Tokens)}\t{Text(context, t)}\tclass {t.Label}\tplace {t.Place?.ToString(CultureInfo.InvariantCulture) ?? "any"}\tmoved {t.Flips:0.00}\t"
            + $"least {t.Least:0.00}\tstay {t.Holds:0.00}\talone {t.Parts:0.00}\trandom {t.Random:0.00}\t"
            + $"others {t.Rival:0.00}\tlead {t.Lead:0.00}\tprogress {t.Progress:0.00}\t{Judged(context, t)}"));
        return new("tokens.txt", ProbeAttachment.Text, Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
    }

    private static string Judged(ProbeContext context, Trigger trigger)
    {
        var where = trigger.Context.Count == 0 ? ""
            : string.Create(CultureInfo.InvariantCulture, $"beside words such as {Words(context, trigger.Context)}, gain {trigger.ContextGain:0.00}, ");
        return where + (trigger.IsConfirmed ? "confirmed" : string.Create(CultureInfo.InvariantCulture, $"not confirmed ({trigger.Closeness:0.00})"));
    }

    private static string Words(ProbeContext context, IReadOnlyList<int> words) =>
        EvidenceText.Quote(string.Join(", ", words.Take(6).Select(context.Interface.Tokens!.TextOf)), 128);

    /// <summary>The tokens as they are written, pieces of words put together.</summary>
    public static string Text(ProbeContext context, Trigger trigger) =>
        EvidenceText.Quote(string.Join(" ", trigger.Tokens.Select(context.Interface.Tokens!.TextOf)).Replace(" ##", "", StringComparison.Ordinal), 128);

    private static string Number(float value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
