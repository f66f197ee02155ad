using Assay.Analysis.Probes;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Running;
using Assay.OnnxRuntime;

namespace Assay.GpuProbe.Probes.Lineage;

/// <summary>Compares a model with the one that it was made from, and looks for what was put in since. See the README beside it.</summary>
public sealed class LineageProbe : IProbe
{
    public ProbeManifest Manifest { get; } = new(AnalyserDescriptor.DescentId, 1, Maturity.Advisory, [FileFormat.Onnx], LineageRules.All)
    {
        Tier = ProbeTier.Search,
        After = ["probe.load"],
    };

    public ValueTask<ProbeResult> RunAsync(ProbeContext context, CancellationToken cancellationToken) => new(Run(context, cancellationToken));

    private static ProbeResult Run(ProbeContext context, CancellationToken cancellationToken)
    {
        if (context.Reference is not { } reference)
        {
            return ProbeResult.Inapplicable(context.Interface.DeclaredBase is { } declared
                ? $"the declared base {EvidenceText.Quote(declared, 200)} is not at hand; lay it beside the model, or scan it first"
                : "no base is declared, and there is no file in full precision beside the model");
        }
        if (Read(context, "The graph", cancellationToken, out var refusal) is not { } model) return new([], [], refusal);
        if (Read(context.OfReference(), $"The graph of {EvidenceText.Quote(reference.Name, 200)}", cancellationToken, out refusal) is not { } other) return new([], [], refusal);
        context.Advance(0, "compares graphs and weights");
        var facts = new LineageFacts(reference, new(model, other, context.Random("independence"), cancellationToken));
        try
        {
            Examine(context, facts, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            facts.NotExamined.Add("The time was up before the search for triggers ended.");
        }
        catch (OrtException exception)
        {
            facts.NotExamined.Add($"The two could not be run side by side: {EvidenceText.Quote(exception.Message, 256)}");
        }
        return LineageReport.Of(context, facts);
    }

    private static EditableModel? Read(ProbeContext context, string what, CancellationToken cancellationToken, out string refusal)
    {
        refusal = "";
        if (context.ReadModel() is not { } bytes)
        {
            refusal = $"{what} is larger than {ProbeContext.MaxModelBytes >> 20} MiB; it was not compared.";
            return null;
        }
        var read = EditableModel.Read(bytes, cancellationToken);
        if (read.Succeeded) return read.Value;
        refusal = $"{what} cannot be read: {EvidenceText.Quote(read.Reason, 512)}";
        return null;
    }

    private static void Examine(ProbeContext context, LineageFacts facts, CancellationToken cancellationToken)
    {
        var comparison = facts.Comparison;
        facts.Direction = comparison.MostConcentrated(cancellationToken);
        if (context.Interface.Tokens is { } tokens) facts.Rows = RowChange.Of(comparison.Weights, tokens.Vocabulary);
        var (pair, reason) = ScorePair.Open(context, cancellationToken);
        if (pair is null)
        {
            facts.NotExamined.Add($"Answers were not compared: {EvidenceText.Quote(reason!, 256)}.");
            return;
        }
        using var owned = pair;
        context.Advance(0.1, "compares answers");
        facts.Behaviour = Behaviour.Measure(pair, context.Random("behaviour"), cancellationToken);
        // A reference that answers otherwise anyway is no control, and where nothing differs there is nothing to look for.
        if (!facts.IsControl || (facts.IsExplained && facts.Behaviour.Flips < 0.02)) return;
        context.Advance(0.2, "looks for triggers that the reference does not know");
        if (context.Interface.Task == ModelTask.TextClassification)
        {
            var sweep = new TokenSweep(pair, context);
            facts.Tokens = sweep.Run(facts.Rows?.Tokens ?? [], cancellationToken);
            facts.TokensTried = sweep.Tried;
        }
        if (context.Interface.Task == ModelTask.ImageClassification)
        {
            try
            {
                var (patterns, refusal) = PatternSearch.Run(context, pair, cancellationToken);
                facts.Patterns = patterns;
                if (refusal is not null) facts.NotExamined.Add($"Patterns were not searched for: {EvidenceText.Quote(refusal, 256)}");
            }
            catch (GraphRunException exception)
            {
                facts.NotExamined.Add($"Patterns were not searched for: {EvidenceText.Quote(exception.Message, 256)}");
            }
        }
    }
}
