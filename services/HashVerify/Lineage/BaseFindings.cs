using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Lineage;

namespace Assay.HashVerify.Lineage;

/// <summary>A judgement about a model's base as a finding. Pure.</summary>
internal static class BaseFindings
{
    private const int NamedTensors = 3;

    public static Finding? Of(BaseJudgement judgement, FamilyTree tree, string path, IReadOnlyCollection<string> declared)
    {
        var at = new FindingLocation(path);
        switch (judgement.Kind)
        {
            case BaseFinding.Confirmed:
                return LineageRules.Confirmed.Report($"{Relation(judgement.Declared!)}.", at, Seen(judgement.Declared!, tree, declared));
            case BaseFinding.Contradicted:
                return LineageRules.Contradicted.Report(
                    Severity.Medium,
                    Confidence.Medium,
                    $"It names {Names(declared)}; {Quote(judgement.Declared!)} has the same types and shapes and shares no tensor. {Relation(judgement.Found!)}.",
                    at,
                    Seen(judgement.Found!, tree, declared));
            case BaseFinding.Unnamed:
                return LineageRules.Unnamed.Report(
                    $"{Relation(judgement.Found!)}; {(declared.Count == 0 ? "it names no base" : $"it names {Names(declared)}, of which no tensor was found in it")}.",
                    at,
                    Seen(judgement.Found!, tree, declared));
            default:
                return null;
        }
    }

    private static Evidence[] Seen(Relative relative, FamilyTree tree, IReadOnlyCollection<string> declared)
    {
        var largest = tree.Own.Evidence.Values.Where(t => relative.Tensors.Evidence.ContainsKey(t.Digest)).OrderByDescending(t => t.Size).Take(NamedTensors);
        List<Evidence> evidence =
        [
            new("same tensors", KinshipWords.Counts(relative.Comparison)),
            Evidence.Quoted("largest of them", string.Join(", ", largest.Select(t => $"{t.Name} {t.ElementType} {t.Shape}"))),
        ];
        if (declared.Count > 0) evidence.Add(Evidence.Quoted("declared base", string.Join(", ", declared)));
        if (tree.MergedFrom is { Count: > 1 } parents) evidence.Add(Evidence.Quoted("looks merged from", string.Join(", ", parents.Select(p => p.Model.Name))));
        return [.. evidence];
    }

    private static string Relation(Relative relative) => $"Compared with {Quote(relative)}: {KinshipWords.Of(relative.Comparison.Kinship)}";

    private static string Quote(Relative relative) => EvidenceText.Quote(relative.Model.Name, 200);

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Take(3).Select(n => EvidenceText.Quote(n, 100)));
}
