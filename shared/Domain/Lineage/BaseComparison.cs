namespace Assay.Domain.Lineage;

/// <summary>Compares the base that a model names with the base that its tensors show. Pure.</summary>
public static class BaseComparison
{
    /// <summary>So much of a model has to be in another before its word for its base is doubted.</summary>
    public const double Most = 0.5;

    /// <summary>So much of it has to have its like, in type and shape, in the named base before it means anything that nothing is shared.</summary>
    public const double Comparable = 0.9;

    /// <param name="self">The model.</param>
    /// <param name="tree">Its relatives.</param>
    /// <param name="names">Names of bases that it states.</param>
    /// <param name="named">Known versions of models with these names.</param>
    public static BaseJudgement Of(KnownModel self, FamilyTree tree, IReadOnlyCollection<string> names, IReadOnlyList<(KnownModel Model, ModelTensors Tensors)> named)
    {
        var others = tree.Relatives.Where(r => !r.Model.IsSameModel(self)).ToList();
        var declared = others.Find(r => names.Any(n => IsNamed(r.Model, n)));
        if (declared is not null) return new(BaseFinding.Confirmed, declared, others[0]);
        if (others.Count == 0 || tree.Own.IsAdapter) return new(BaseFinding.Nothing, null, others.FirstOrDefault());
        var found = others[0];
        var known = named.Where(n => !n.Model.IsSameModel(self) && n.Tensors.Evidence.Count > 0).ToList();
        // With a base that was converted, or is not here, nothing can be compared; what was found is said all the same.
        if (known.Count == 0) return new(BaseFinding.Unnamed, null, found);
        var alike = known.MaxBy(k => TensorComparison.Alike(tree.Own, k.Tensors));
        var of = new Relative(alike.Model, TensorComparison.Of(tree.Own, alike.Tensors), alike.Tensors);
        var isComparable = TensorComparison.Alike(tree.Own, alike.Tensors) >= Comparable;
        // What was found may itself descend from the named base: then the word is true at one remove.
        var isIndirect = TensorComparison.Of(found.Tensors, alike.Tensors).Kinship != Kinship.None;
        return isComparable && !isIndirect && found.Comparison.ShareOfOwn >= Most
            ? new(BaseFinding.Contradicted, of, found)
            : new(BaseFinding.Unnamed, of, found);
    }

    /// <summary>True where a model goes by the name: a hub's by its whole name, one of a file system by the end of its path.</summary>
    public static bool IsNamed(KnownModel model, string name) => name.Length > 0 && (model.Name == name
        || (model.Source == "file" && model.Name.Length > name.Length && model.Name.EndsWith(name, StringComparison.Ordinal) && model.Name[^(name.Length + 1)] == '/'));
}
