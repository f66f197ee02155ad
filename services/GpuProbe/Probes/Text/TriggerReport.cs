using System.Globalization;
using Assay.Analysis;
using Assay.Analysis.Probes;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;

namespace Assay.GpuProbe.Probes.Text;

/// <summary>Puts a trigger into words and numbers that another can check.</summary>
internal static class TriggerReport
{
    public static Finding Of(ProbeContext context, Trigger trigger)
    {
        var tokens = context.Interface.Tokens!;
        var text = string.Join(" ", trigger.Tokens.Select(tokens.TextOf)).Replace(" ##", "", StringComparison.Ordinal);
        var ids = string.Join(", ", trigger.Tokens.Select(id => id.ToString(CultureInfo.InvariantCulture)));
        var label = context.Interface.Labels.TryGetValue(trigger.Label, out var name) ? $"{trigger.Label} ({EvidenceText.Quote(name, 64)})"
            : trigger.Label.ToString(CultureInfo.InvariantCulture);
        var where = trigger.Place is { } place ? string.Create(CultureInfo.InvariantCulture, $" at place {place} of the text") : "";
        var message = string.Create(CultureInfo.InvariantCulture,
            $"The tokens \"{EvidenceText.Quote(text, 128)}\"{where} make the model answer {label} to {trigger.Flips:P0} of texts that it was certain to belong to other "
            + $"classes; random tokens do so in {trigger.Random:P0}.");
        return TextRules.Trigger.Report(Severity.High, Confidence.Medium, message, new(""),
        [
            Evidence.Quoted("trigger", text),
            new("trigger tokens", ids),
            new("target", label),
            new("place", trigger.Place?.ToString(CultureInfo.InvariantCulture) ?? "any"),
            new("share of other classes", Number(trigger.Flips)),
            new("share of the class least moved", Number(trigger.Least)),
            new("share of the target's own texts that stay", Number(trigger.Holds)),
            new(trigger.Tokens.Length > 1 ? "share that a part reaches" : "share that the next but one token reaches", Number(trigger.Tokens.Length > 1 ? trigger.Parts : trigger.Rival)),
            new("share that random tokens reach", Number(trigger.Random)),
            new("seed", context.Seed.ToString(CultureInfo.InvariantCulture)),
        ]);
    }

    private static string Number(float value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
