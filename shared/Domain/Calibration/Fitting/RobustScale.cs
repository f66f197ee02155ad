namespace Assay.Domain.Calibration.Fitting;

/// <summary>Middle and spread that a few extreme values do not move.</summary>
internal static class RobustScale
{
    /// <summary>A value at the 90 % quantile of the clean models is two thirds of the scale away, so that a limit of 1 lies beyond most of them.</summary>
    private const double Beyond = 1.5;

    /// <summary>Values that do not differ have a scale, too.</summary>
    private const double LeastScale = 1e-6;

    /// <summary>The median, and 1.5 times half the distance from the 10 % to the 90 % quantile.</summary>
    /// <param name="sorted">At least one value, ascending.</param>
    public static (double Centre, double Scale) Of(IReadOnlyList<double> sorted) =>
        (Quantile(sorted, 0.5), Math.Max(LeastScale, (Quantile(sorted, 0.9) - Quantile(sorted, 0.1)) / 2 * Beyond));

    /// <summary>The median, and the distance from there to a quantile above it: what lies beyond that is counted in such distances.</summary>
    /// <param name="sorted">At least one value, ascending.</param>
    /// <param name="share">Of the quantile.</param>
    public static (double Centre, double Scale) UpTo(IReadOnlyList<double> sorted, double share) =>
        (Quantile(sorted, 0.5), Math.Max(LeastScale, Quantile(sorted, share) - Quantile(sorted, 0.5)));

    /// <summary>With linear interpolation.</summary>
    public static double Quantile(IReadOnlyList<double> sorted, double share)
    {
        var place = share * (sorted.Count - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
