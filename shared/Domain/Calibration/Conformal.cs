using Assay.Contracts.Reports;

namespace Assay.Domain.Calibration;

/// <summary>
/// Conformal p-values: valid for a model that is exchangeable with the reference models, whatever the statistic (Vovk et al.; Bates et al., arXiv 2104.08279).
/// </summary>
public static class Conformal
{
    /// <summary>
    /// The p-value (1 + number of references at least as extreme) / (n + 1). Ties count as extreme with a share drawn from <paramref name="tie"/>, which
    /// makes it exact for statistics with few values.
    /// </summary>
    /// <param name="references">Values of trusted models, in any order.</param>
    /// <param name="value">Of the examined model.</param>
    /// <param name="direction">What is extreme.</param>
    /// <param name="tie">From 0 to 1; 1 is the cautious choice that counts all ties.</param>
    public static double PValue(IReadOnlyList<double> references, double value, StatisticDirection direction, double tie = 1)
    {
        if (references.Count == 0) return 1;
        if (direction == StatisticDirection.TwoSided)
        {
            var high = PValue(references, value, StatisticDirection.Greater, tie);
            return Math.Min(1, 2 * Math.Min(high, PValue(references, value, StatisticDirection.Less, tie)));
        }
        var (beyond, equal) = Count(references, value, direction);
        return (beyond + (tie * (equal + 1))) / (references.Count + 1);
    }

    /// <summary>
    /// What the rate of false alarms at this value is at most, with the given confidence in the choice of the references: the upper quantile of
    /// Beta(k, n + 1 - k), where k is the rank of the value among them.
    /// </summary>
    public static double UpperBound(IReadOnlyList<double> references, double value, StatisticDirection direction, double confidence = 0.95)
    {
        if (references.Count == 0) return 1;
        var sides = direction == StatisticDirection.TwoSided ? 2 : 1;
        var ranks = direction == StatisticDirection.TwoSided
            ? new[] { Rank(StatisticDirection.Greater), Rank(StatisticDirection.Less) }
            : [Rank(direction)];
        return Math.Min(1, sides * BetaDistribution.UpperBound(ranks.Min(), references.Count, confidence));

        int Rank(StatisticDirection side)
        {
            var (beyond, equal) = Count(references, value, side);
            return beyond + equal + 1;
        }
    }

    private static (int Beyond, int Equal) Count(IReadOnlyList<double> references, double value, StatisticDirection direction)
    {
        var (beyond, equal) = (0, 0);
        foreach (var reference in references)
        {
            var order = reference.CompareTo(value);
            if (order == 0) equal++;
            else if (direction == StatisticDirection.Greater ? order > 0 : order < 0) beyond++;
        }
        return (beyond, equal);
    }
}
