using Assay.Contracts.Reports;

namespace Assay.Domain.Calibration;

/// <summary>Thresholds of a rate of false alarms, by the clean models that a family was fitted beside.</summary>
public static class OperatingPoints
{
    /// <summary>What reports state.</summary>
    public const double FalseAlarms = 0.01;

    /// <summary>
    /// The threshold is the k-th largest of the n clean probabilities, where k is the largest whole number with k / (n + 1) within the rate: a clean model that is
    /// exchangeable with them lies above it no more often than that (split conformal prediction, Vovk et al. 2005).
    /// </summary>
    /// <param name="family">Whose clean models are asked.</param>
    /// <param name="probability">The model's, by this family.</param>
    /// <param name="falseAlarms">Above 0 and below 1.</param>
    public static OperatingPoint Of(FamilyModel family, double probability, double falseAlarms = FalseAlarms)
    {
        var needed = Needed(falseAlarms);
        var clean = family.CleanProbabilities ?? [];
        // Packs that do not have the probabilities say at least of how many clean models they would be.
        var references = family.CleanProbabilities is null ? family.Validation?.Clean ?? 0 : clean.Count;
        if (clean.Count < needed) return new(falseAlarms, references, needed, null, null, null);
        var rank = (int)Math.Floor(((clean.Count + 1) * falseAlarms) + 1e-9);
        var threshold = clean.OrderDescending().ElementAt(rank - 1);
        return new(falseAlarms, references, needed, threshold, probability > threshold, BetaDistribution.UpperBound(rank, clean.Count));
    }

    /// <summary>The fewest clean models of which one can be the threshold: n with 1 / (n + 1) within the rate.</summary>
    public static int Needed(double falseAlarms) => (int)Math.Ceiling((1 / falseAlarms) - 1 - 1e-9);
}
