using System.Globalization;
using Assay.Analysis.Probes;
using Assay.Contracts.Findings;
using Assay.Domain.Tasks;

namespace Assay.GpuProbe.Probes.Lineage;

/// <summary>Words for reports.</summary>
internal static class LineageWords
{
    private const int NamedWeights = 6;

    public static string Name(ProbeReference reference) => (reference.Kind == ReferenceKind.Base ? "the base " : "") + EvidenceText.Quote(reference.Name, 200);

    public static string Class(ProbeContext context, int index) => context.Interface.Labels.TryGetValue(index, out var text)
        ? $"{index} ({EvidenceText.Quote(text, 64)})"
        : index.ToString(CultureInfo.InvariantCulture);

    /// <summary>What became of the reference, in a sentence.</summary>
    public static string Summary(LineageFacts facts)
    {
        var comparison = facts.Comparison;
        if (comparison.Weights.Count == 0) return $"No weight of {Name(facts.Reference)} has a counterpart in the model: the two cannot be compared.";
        var what = comparison switch
        {
            { IsPureConversion: true } when comparison.Share(TensorRelation.Converted) == 0 => "the weights are the same",
            { IsPureConversion: true } => "the weights are the same, but for rounding to the type they are kept in",
            { IsPruned: true } => string.Create(CultureInfo.InvariantCulture,
                $"{comparison.Weights.Sum(w => w.Zeroed)} of {comparison.Weights.Sum(w => w.Count)} numbers were set to zero; the others are the same, but for rounding"),
            _ => string.Create(CultureInfo.InvariantCulture,
                $"{comparison.Beyond.Count} of {comparison.Weights.Count} weights were changed, all matrices together by {comparison.RelativeChange:P1} of their size"),
        };
        var replaced = comparison.Weights.Count(w => w.Relation == TensorRelation.Replaced);
        var answers = facts.Behaviour is { } b
            ? string.Create(CultureInfo.InvariantCulture, $" {b.Flips:P1} of {b.Inputs} inputs that nobody chose get another answer.")
            : "";
        return $"Compared with {Name(facts.Reference)}: {what}{(replaced > 0 ? $"; {replaced} have another shape" : "")}.{answers}{Independence(comparison)}";
    }

    /// <summary>Shares, and the weights that changed most.</summary>
    public static IReadOnlyList<Evidence> Weights(LineageFacts facts)
    {
        var comparison = facts.Comparison;
        List<Evidence> evidence = [.. comparison.Weights.GroupBy(w => w.Relation).OrderBy(g => g.Key).Select(g => new Evidence(
            g.Key.ToString().ToLowerInvariant(), string.Create(CultureInfo.InvariantCulture, $"{g.Count()} weights, {g.Sum(w => w.Count)} numbers")))];
        var most = comparison.Beyond.Where(w => w.Relation != TensorRelation.Replaced).OrderByDescending(w => w.RelativeChange).Take(NamedWeights);
        evidence.AddRange(most.Select(w => Evidence.Quoted("changed", string.Create(CultureInfo.InvariantCulture,
            $"{w.Pair.Model.Name} [{string.Join(",", w.Pair.Model.Dims)}] by {w.RelativeChange:P1}, cosine {w.Cosine:0.000}"))));
        if (facts.Direction is { } direction)
            evidence.Add(Evidence.Quoted("change in one direction", string.Create(CultureInfo.InvariantCulture, $"{direction.Share:P0} of that of {direction.Weight.Pair.Model.Name}")));
        return evidence;
    }

    private static string Independence(ModelComparison comparison) => comparison.Independence is { } test
        ? string.Create(CultureInfo.InvariantCulture, $" That they were made independently has p = {test.PValue:0.####}.")
            + (test.IsReordered ? " The units of its layers are the same in another order." : "")
        : "";
}
