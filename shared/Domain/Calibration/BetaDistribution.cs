namespace Assay.Domain.Calibration;

/// <summary>Quantiles of the Beta distribution, for bounds on rates.</summary>
public static class BetaDistribution
{
    private const int MaxIterations = 10_000;
    private const double Tiny = 1e-300;

    /// <summary>
    /// The rate of false alarms of a threshold at the k-th largest of n values of trusted models is Beta(k, n + 1 - k); this is the quantile of that
    /// distribution. 1 where the threshold lies below all of them.
    /// </summary>
    public static double UpperBound(int k, int n, double confidence = 0.95) => k > n ? 1 : Quantile(confidence, k, n + 1 - k);

    /// <summary>The x at which the distribution function is <paramref name="probability"/>.</summary>
    public static double Quantile(double probability, double a, double b)
    {
        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < 200 && high - low > 1e-15; i++)
        {
            var middle = (low + high) / 2;
            if (Cumulative(middle, a, b) < probability) low = middle;
            else high = middle;
        }
        return (low + high) / 2;
    }

    /// <summary>The regularised incomplete beta function, by its continued fraction (Lentz).</summary>
    public static double Cumulative(double x, double a, double b)
    {
        if (x <= 0) return 0;
        if (x >= 1) return 1;
        // The fraction converges fast on one side of the mean only.
        if (x > (a + 1) / (a + b + 2)) return 1 - Cumulative(1 - x, b, a);
        var front = Math.Exp(GammaFunction.Log(a + b) - GammaFunction.Log(a) - GammaFunction.Log(b) + (a * Math.Log(x)) + (b * Math.Log(1 - x))) / a;
        var (c, d) = (1.0, 1 / NotZero(1 - ((a + b) * x / (a + 1))));
        var fraction = d;
        for (var m = 1; m <= MaxIterations; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            (c, d) = (NotZero(1 + (even / c)), 1 / NotZero(1 + (even * d)));
            fraction *= c * d;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            (c, d) = (NotZero(1 + (odd / c)), 1 / NotZero(1 + (odd * d)));
            fraction *= c * d;
            if (Math.Abs((c * d) - 1) < 1e-15) break;
        }
        return Math.Clamp(front * fraction, 0, 1);
    }

    private static double NotZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;
}
