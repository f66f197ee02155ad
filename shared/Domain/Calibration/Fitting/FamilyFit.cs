namespace Assay.Domain.Calibration.Fitting;

/// <summary>
/// Fits the weights of a family's terms on labelled models. Signs and limits are the family's own; centres and scales are quantiles of the clean models.
/// Attack types weigh alike, and so do clean models and those that hide behaviour. A term that hardly differs among the clean models, such as the number
/// of confirmed triggers, cannot be scaled by them and stays as it is. Pure: the same models, options and family give the same numbers.
/// </summary>
public static class FamilyFit
{
    private const int FewestOfEach = 3;

    /// <summary>Fits a family, and scores every attack by fits without it.</summary>
    /// <exception cref="CalibrationException">There are too few models, attacks or terms.</exception>
    public static FittedFamily Fit(FamilyModel family, IReadOnlyList<LabelledModel> models, FitOptions options)
    {
        if (options.Prevalence is not (> 0 and < 1)) throw new CalibrationException("The prevalence must lie between 0 and 1.");
        if (options.Folds < 2 || options.Repeats < 1 || !(options.Pull > 0)) throw new CalibrationException("Folds must be 2 or more, repeats 1 or more, the pull above 0.");
        int[] all = [.. Enumerable.Range(0, models.Count)];
        int[] clean = [.. all.Where(i => !models[i].Trojaned)];
        if (clean.Length < Math.Max(FewestOfEach, options.Folds) || models.Count - clean.Length < FewestOfEach)
            throw new CalibrationException(
                $"There are {clean.Length} clean models and {models.Count - clean.Length} that hide behaviour; {Math.Max(FewestOfEach, options.Folds)} and {FewestOfEach} are needed.");
        if (models.Where(m => m.Trojaned).DistinctBy(m => m.Attack).Count() < 2)
            throw new CalibrationException("All models that hide behaviour have the same attack; two kinds are needed to score one by fits without it.");
        var everything = new FeatureTable(family.Terms, models);
        int[] fitted = [.. Enumerable.Range(0, family.Terms.Count).Where(t => everything.Varies(t, clean) && family.Terms[t].Weight != 0)];
        if (fitted.Length == 0) throw new CalibrationException($"No term of the family {family.Family} has a weight and values that differ among the clean models.");

        var table = new FeatureTable([.. fitted.Select(t => family.Terms[t])], models);
        var shift = Math.Log(options.Prevalence / (1 - options.Prevalence));
        var validation = HeldOutScores.Of(models, new LeaveOneAttackOut(table, models, options).LogOdds(), shift);
        var (terms, weights) = FitOn(table, models, all, options);
        var replaced = family.Terms.ToArray();
        for (var i = 0; i < fitted.Length; i++) replaced[fitted[i]] = terms[i] with { Weight = weights[i + 1] };
        return new(
            family with
            {
                Terms = replaced,
                Intercept = weights[0] + shift,
                Prevalence = options.Prevalence,
                CleanProbabilities = [.. clean.Select(i => Logistic.Of(validation.LogOdds[i])).Order()],
                Validation = new(
                    $"leave one attack type out, clean models in {options.Folds} folds, {options.Repeats} repeats", clean.Length, models.Count - clean.Length,
                    validation.Auc, validation.CrossEntropy),
            },
            validation,
            [.. Enumerable.Range(0, family.Terms.Count).Except(fitted).Select(t => family.Terms[t].Statistic)]);
    }

    /// <summary>Terms as they stand on these models, and the intercept with the weights.</summary>
    internal static (IReadOnlyList<FamilyTerm> Terms, double[] Weights) FitOn(
        FeatureTable table, IReadOnlyList<LabelledModel> models, IReadOnlyList<int> training, FitOptions options)
    {
        int[] clean = [.. training.Where(i => !models[i].Trojaned)];
        var terms = table.Standardised(clean);
        return (terms, SignedLogistic.Fit(
            [.. training.Select(i => table.Row(i, terms))],
            [.. training.Select(i => models[i].Trojaned ? 1 : 0)],
            Importance(models, training),
            [.. terms.Select(t => options.Prior * Math.Sign(t.Weight))],
            options.Pull));
    }

    /// <summary>Half of the weight is the clean models', the other half is shared by the attacks alike; together as much as there are models.</summary>
    private static double[] Importance(IReadOnlyList<LabelledModel> models, IReadOnlyList<int> training)
    {
        var groups = training.GroupBy(i => models[i].Attack ?? "").ToDictionary(g => g.Key, g => g.Count());
        var attacks = groups.Count - (groups.ContainsKey("") ? 1 : 0);
        return [.. training.Select(i => (models[i].Attack is { } attack ? 1.0 / attacks / groups[attack] : 1.0 / groups[""]) * training.Count / 2)];
    }
}
