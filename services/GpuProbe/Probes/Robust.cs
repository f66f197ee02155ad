namespace Assay.GpuProbe.Probes;

/// <summary>Middle and spread that a few extreme values do not move.</summary>
internal static class Robust
{
    /// <summary>What the median absolute deviation of normal numbers is multiplied with to be their standard deviation.</summary>
    public const double OfNormal = 1.4826;

    /// <summary>The median and the scaled median absolute deviation; 0 for no values.</summary>
    public static (double Median, double Deviation) Spread(IReadOnlyList<double> values)
    {
        var median = Median(values);
        return (median, OfNormal * Median([.. values.Select(v => Math.Abs(v - median))]));
    }

    /// <summary>The middle value, of an even number the mean of the two; 0 for no values.</summary>
    public static double Median(IReadOnlyList<double> values)
    {
        if (values.Count == 0) return 0;
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
