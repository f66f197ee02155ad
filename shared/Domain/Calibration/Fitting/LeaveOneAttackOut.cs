namespace Assay.Domain.Calibration.Fitting;

/// <summary>
/// Scores every model by fits that have seen neither it nor, where it hides behaviour, any model of its attack: each attack is left out together with
/// one part of the clean models after another, and the clean models are dealt anew several times. Log odds of the fits without one attack are averaged.
/// </summary>
internal sealed class LeaveOneAttackOut(FeatureTable table, IReadOnlyList<LabelledModel> models, FitOptions options)
{
    /// <summary>For each attack the log odds, at equal shares, that fits without it give its own models and the clean ones, by the model's place.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<int, double>> LogOdds()
    {
        var scores = new SortedDictionary<string, Dictionary<int, List<double>>>(StringComparer.Ordinal);
        foreach (var fold in Folds())
        {
            var (terms, weights) = FamilyFit.FitOn(table, models, fold.Training, options);
            if (!scores.TryGetValue(fold.Attack, out var own)) scores[fold.Attack] = own = [];
            foreach (var i in fold.Held)
            {
                if (!own.TryGetValue(i, out var all)) own[i] = all = [];
                all.Add(SignedLogistic.Logit(weights, table.Row(i, terms)));
            }
        }
        return scores.ToDictionary(s => s.Key, s => (IReadOnlyDictionary<int, double>)s.Value.ToDictionary(m => m.Key, m => m.Value.Average()));
    }

    /// <summary>What is fitted on and what is scored; they have no model and no attack in common.</summary>
    public IEnumerable<(string Attack, IReadOnlyList<int> Training, IReadOnlyList<int> Held)> Folds()
    {
        int[] clean = [.. Enumerable.Range(0, models.Count).Where(i => !models[i].Trojaned)];
        string[] attacks = [.. models.Select(m => m.Attack).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        for (var repeat = 0; repeat < options.Repeats; repeat++)
        {
            var dealt = (int[])clean.Clone();
            new Random(unchecked((options.Seed * 1009) + repeat)).Shuffle(dealt);
            foreach (var attack in attacks)
            {
                for (var fold = 0; fold < options.Folds; fold++)
                {
                    var held = dealt.Where((_, place) => place % options.Folds == fold)
                        .Concat(Enumerable.Range(0, models.Count).Where(i => models[i].Attack == attack)).ToHashSet();
                    yield return (attack, [.. Enumerable.Range(0, models.Count).Where(i => !held.Contains(i))], [.. held.Order()]);
                }
            }
        }
    }
}
