namespace Assay.Domain.Lineage;

/// <summary>A model and its relatives by content.</summary>
/// <param name="Own">The model's tensors.</param>
/// <param name="Relatives">Those that share most bytes first; of equal ones those that were seen first.</param>
/// <param name="IsCut">True where there may be more than are listed.</param>
public sealed record FamilyTree(ModelTensors Own, IReadOnlyList<Relative> Relatives, bool IsCut)
{
    /// <summary>Part of the model's bytes that has to come from one relative alone for it to count as a parent of a merge.</summary>
    private const double MinPart = 0.05;

    /// <summary>Relatives are compared exactly; more than these are not.</summary>
    public const int MaxRelatives = 20;

    /// <summary>Ranks what was found.</summary>
    public static FamilyTree Of(ModelTensors own, IEnumerable<(KnownModel Model, ModelTensors Tensors)> candidates, bool isCut) => new(
        own,
        [
            .. candidates.Select(c => new Relative(c.Model, TensorComparison.Of(own, c.Tensors), c.Tensors)).Where(r => r.Comparison.Kinship != Kinship.None)
                .OrderByDescending(r => r.Comparison.SharedBytes).ThenByDescending(r => r.Comparison.ShareOfOther)
                .ThenBy(r => r.Model.ResolvedAt).ThenBy(r => r.Model.Name, StringComparer.Ordinal).Take(MaxRelatives),
        ],
        isCut);

    /// <summary>
    /// The models of which this one looks merged: the nearest relative and every other that adds tensors which those before it lack. Empty where one
    /// relative accounts for all that is shared.
    /// </summary>
    public IReadOnlyList<Relative> MergedFrom
    {
        get
        {
            var explained = new HashSet<Contracts.Values.Sha256Digest>();
            var parents = new List<Relative>();
            foreach (var relative in Relatives)
            {
                if (relative.Comparison.Kinship == Kinship.Within) continue;
                List<StoredTensor> added = [.. Own.Evidence.Values.Where(t => relative.Tensors.Evidence.ContainsKey(t.Digest) && !explained.Contains(t.Digest))];
                if (added.Sum(t => t.Size) < MinPart * Own.Bytes) continue;
                parents.Add(relative);
                explained.UnionWith(added.Select(t => t.Digest));
            }
            return parents.Count > 1 && !Relatives.Any(r => r.Comparison.Kinship is Kinship.Within or Kinship.Identical) ? parents : [];
        }
    }
}
