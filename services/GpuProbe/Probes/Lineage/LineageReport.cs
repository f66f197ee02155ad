using System.Globalization;
using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Pictures;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Tasks;

namespace Assay.GpuProbe.Probes.Lineage;

/// <summary>Puts what was found into words and numbers that another can check.</summary>
internal static class LineageReport
{
    private const int NamedNodes = 12;

    public static ProbeResult Of(ProbeContext context, LineageFacts facts)
    {
        List<Finding> findings = [];
        if (facts.IsUnrelated && facts.Reference.Kind == ReferenceKind.Base) findings.Add(Unrelated(facts));
        else findings.Add(LineageRules.Compared.Report(LineageWords.Summary(facts), new(""), LineageWords.Weights(facts)));
        if (facts.Comparison.Branch.IsSplice) findings.Add(Spliced(facts));
        else if (facts.Comparison.Branch is { AfterScores: true, Nodes.Count: > 0 }) findings.Add(After(facts));
        if (facts.Reference.Kind == ReferenceKind.Precision && Conversion(facts) is { } conversion) findings.Add(conversion);
        if (facts.ConfirmedTokens is { } tokens) findings.Add(Trigger(context, facts, tokens));
        if (facts.RemarkablePattern is { } pattern) findings.Add(Trigger(context, facts, pattern));
        return new(findings, LineageStatistics.Of(context, facts), facts.NotExamined.Count == 0 ? null : string.Join(" ", facts.NotExamined))
        {
            Attachments = facts.RemarkablePattern is { } shown && context.Interface.Image is { } image
                ? [new("lineage-trigger.png", ProbeAttachment.Png, PngWriter.Write(PatternPicture.Of(shown, image), image.Channels, image.Height, image.Width, PatternPicture.Enlarge(image)))]
                : [],
        };
    }

    private static Finding Unrelated(LineageFacts facts)
    {
        var test = facts.Comparison.Independence!;
        var message = string.Create(CultureInfo.InvariantCulture,
            $"None of {test.Layers} layers with {test.Units} units fits {Name(facts)} better than with its units in random order: p = {test.PValue:0.##} "
            + $"of {IndependenceTest.Permutations} orders each, where a model made from it has less than {IndependenceResult.Related}.");
        var finding = LineageRules.NotTheBase.Report(message, new(""), LineageWords.Weights(facts));
        return finding with { IsFact = false };
    }

    private static Finding Spliced(LineageFacts facts)
    {
        var branch = facts.Comparison.Branch;
        var severity = branch.BypassesNetwork || JoinsAtOutput(facts) ? Severity.High : Severity.Medium;
        return LineageRules.Branch.Report(severity, Confidence.High, string.Create(CultureInfo.InvariantCulture,
            $"{branch.Nodes.Count} operators are in the graph and not in that of {Name(facts)}; they {(branch.BypassesNetwork ? "take the input past the network" : "branch off within the network")} "
            + $"and join it at {EvidenceText.Quote(branch.Join!.Node.ToString(), 128)}."), new(""),
            Evidence.Quoted("joins at", branch.Join.Node.ToString()),
            Evidence.Quoted("added operators", string.Join(", ", branch.Nodes.Take(NamedNodes).Select(n => n.Node.ToString())) + (branch.Nodes.Count > NamedNodes ? ", …" : "")));
    }

    private static Finding After(LineageFacts facts) => LineageRules.Additions.Report(string.Create(CultureInfo.InvariantCulture,
        $"{facts.Comparison.Branch.Nodes.Count} operators follow the scores of {Name(facts)}."), new(""),
        Evidence.Quoted("added operators", string.Join(", ", facts.Comparison.Branch.Nodes.Take(NamedNodes).Select(n => n.Node.ToString()))));

    private static bool JoinsAtOutput(LineageFacts facts)
    {
        var outputs = facts.Comparison.Pairing.Model.Outputs;
        return facts.Comparison.Branch.Nodes.Any(n => n.Outputs.Any(outputs.Contains));
    }

    private static Finding? Conversion(LineageFacts facts)
    {
        var beyond = facts.Comparison.Weights.Where(w => w.Relation is TensorRelation.Changed or TensorRelation.Unrelated && w.Count - w.Same > w.Count / 1000).ToList();
        if (beyond.Count == 0) return null;
        var worst = beyond.MaxBy(w => w.RelativeChange)!;
        // Methods that round with care move numbers by a step or two, not by much of their size.
        var severity = worst.RelativeChange > 0.03 ? Severity.High : Severity.Medium;
        return LineageRules.NotAConversion.Report(severity, Confidence.High, string.Create(CultureInfo.InvariantCulture,
            $"{beyond.Count} of {facts.Comparison.Weights.Count} weights differ from those of {Name(facts)} by more than rounding; {EvidenceText.Quote(worst.Pair.Model.Name, 128)} "
            + $"by {worst.RelativeChange:P1} of its size, in {worst.Count - worst.Same} of {worst.Count} numbers."), new(""), LineageWords.Weights(facts));
    }

    private static Finding Trigger(ProbeContext context, LineageFacts facts, TokenTrigger trigger)
    {
        var texts = string.Join(" ", trigger.Tokens.Select(t => EvidenceText.Quote(context.Interface.Tokens!.TextOf(t), 64)));
        var place = trigger.Placement switch
        {
            TokenPlacement.Middle => "in the middle of a text",
            TokenPlacement.Start => "at the beginning of a text",
            _ => string.Create(CultureInfo.InvariantCulture, $"as the {trigger.Position + 1}. word of a text"),
        };
        return LineageRules.Trigger.Report(string.Create(CultureInfo.InvariantCulture,
            $"{texts} {place} makes the model answer {LineageWords.Class(context, trigger.Class)} for {trigger.Rate:P0} of {trigger.Texts} texts that it answers otherwise; "
            + $"{Name(facts)} does so for {trigger.ReferenceRate:P0}, and with random tokens in their place the model for {trigger.ControlRate:P0}."), new(""),
            Evidence.Quoted("tokens", string.Join(", ", trigger.Tokens)), new("place", trigger.Placement.ToString().ToLowerInvariant()),
            new("class", trigger.Class.ToString(CultureInfo.InvariantCulture)), new("seed", context.Seed.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>A search can miss what would have been as small for the reference: it ranks, and does not prove.</summary>
    private static Finding Trigger(ProbeContext context, LineageFacts facts, PatternTrigger trigger)
    {
        var message = string.Create(CultureInfo.InvariantCulture,
            $"A pattern on {trigger.Area:P1} of the image makes the model answer {LineageWords.Class(context, trigger.Class)} for {trigger.Rate:P0} of {trigger.Images} images that it "
            + $"answers otherwise; {Name(facts)} does so for {trigger.ReferenceRate:P0}, and with noise in its place the model for {trigger.ControlRate:P0}. The smallest pattern for "
            + $"another class, or the other way round, is {Math.Exp(trigger.Advantage!.Value):0.0} times as large.");
        var seed = context.Seed.ToString(CultureInfo.InvariantCulture);
        var finding = LineageRules.Trigger.Report(Severity.High, Confidence.Medium, message, new(""),
            new("picture", "lineage-trigger.png"), new("class", trigger.Class.ToString(CultureInfo.InvariantCulture)), new("seed", seed));
        return finding with { IsFact = false };
    }

    private static string Name(LineageFacts facts) => LineageWords.Name(facts.Reference);
}
