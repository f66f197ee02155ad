namespace Assay.Domain.Calibration.Fitting;

/// <summary>
/// Scores every model by fits that have seen neither it nor, where it hides behaviour, any model of its attack: each attack is left out together with
/// one part of the clean models after another, and the clean models are dealt anew several times. Log odds are averaged.
/// </summary>
internal sealed class LeaveOneAttackOut(FeatureTable table, IReadOnlyList<LabelledModel> models, FitOptions options)
{
    /// <summary>Log odds at equal shares, one for each model.</summary>
    public double[] LogOdds()
    {
        var (sums, counts) = (new double[models.Count], new int[models.Count]);
        foreach (var fold in Folds())
        {
            var (terms, weights) = FamilyFit.FitOn(table, models, fold.Training, options);
            foreach (var i in fold.Held)
            {
                sums[i] += SignedLogistic.Logit(weights, table.Row(i, terms));
                counts[i]++;
            }
        }
        return [.. sums.Zip(counts, (sum, count) => sum / count)];
    }

    /// <summary>What is fitted on and what is scored; they have no model and no attack in common.</summary>
    public IEnumerable<(IReadOnlyList<int> Training, IReadOnlyList<int> Held)> Folds()
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
                    yield return ([.. Enumerable.Range(0, models.Count).Where(i => !held.Contains(i))], [.. held.Order()]);
                }
            }
        }
    }
}
