using System.Globalization;
using Assay.Analysis;
using Assay.Analysis.Probes;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.OnnxGraph.Model;
using Assay.OnnxRuntime;

namespace Assay.GpuProbe.Probes.Graph;

/// <summary>Puts what was found into words and numbers that another can check.</summary>
internal static class BranchReport
{
    public static Finding Of(Rule rule, ProbeContext context, EditableModel model, Dataflow flow, Observation observation, Effect effect, int effects)
    {
        var candidate = effect.Candidate;
        var how = candidate.Value.Type == OrtElementType.Bool
            ? string.Create(CultureInfo.InvariantCulture, $"Turned around from {(candidate.Usual == 0 ? "false" : "true")}")
            : string.Create(CultureInfo.InvariantCulture, $"Changed by {effect.Delta:G4} from its usual {candidate.Usual:G4}");
        var label = context.Interface.Labels.TryGetValue(effect.Label, out var text) ? $"{effect.Label} ({EvidenceText.Quote(text, 64)})"
            : context.Interface.Task == ModelTask.CausalLanguageModel ? $"{effect.Label} ({EvidenceText.Quote(context.Interface.Tokens!.TextOf(effect.Label), 64)})"
            : effect.Label.ToString(CultureInfo.InvariantCulture);
        var seldom = candidate.Fired == 0 ? "all" : "all but " + candidate.Fired.ToString(CultureInfo.InvariantCulture);
        var message = string.Create(CultureInfo.InvariantCulture,
            $"The value {EvidenceText.Quote(candidate.Value.Name, 128)} is the same for {seldom} of {observation.Inputs} different inputs. {how}, it makes "
            + $"the model answer {label} to {effect.Share:P0} of {effect.Inputs} inputs, with a probability of {effect.Certainty:0.00}; before, {effect.Before:P0} had that answer.");
        List<Evidence> evidence =
        [
            Evidence.Quoted("value", candidate.Value.Name),
            Evidence.Quoted("operator", flow.Producer(candidate.Value.Name)?.ToString()),
            new("element", candidate.Element.ToString(CultureInfo.InvariantCulture)),
            new("usual", candidate.Usual.ToString("G6", CultureInfo.InvariantCulture)),
            new("change", candidate.Value.Type == OrtElementType.Bool ? "not" : effect.Delta.ToString("+0.####;-0.####", CultureInfo.InvariantCulture)),
            new("target", label),
            new("values with such an effect", effects.ToString(CultureInfo.InvariantCulture)),
            new("seed", context.Seed.ToString(CultureInfo.InvariantCulture)),
            .. Witness.Constants(model, flow, candidate.Value.Name),
        ];
        if (context.Interface.Tokens is { } tokens && Witness.Tokens(observation, candidate, tokens) is { } trigger) evidence.Add(trigger);
        return rule.Report(rule.Severity, Confidence.High, message, new(""), evidence);
    }
}
