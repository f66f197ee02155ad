namespace Assay.Domain.Calibration;

/// <summary>The logarithm of the gamma function and its first two derivatives, for arguments above 0.</summary>
internal static class GammaFunction
{
    private static readonly double[] _lanczos =
    [
        676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
        1.5056327351493116e-7,
    ];

    /// <summary>Lanczos' approximation.</summary>
    public static double Log(double x)
    {
        if (x < 0.5) return Math.Log(Math.PI / Math.Sin(Math.PI * x)) - Log(1 - x);
        x -= 1;
        var sum = 0.99999999999980993;
        for (var i = 0; i < _lanczos.Length; i++) sum += _lanczos[i] / (x + i + 1);
        var t = x + _lanczos.Length - 0.5;
        return (0.5 * Math.Log(2 * Math.PI)) + ((x + 0.5) * Math.Log(t)) - t + Math.Log(sum);
    }

    /// <summary>By recurrence to where the asymptotic series holds.</summary>
    public static double Digamma(double x)
    {
        double sum = 0;
        for (; x < 10; x++) sum -= 1 / x;
        var y = 1 / (x * x);
        return sum + Math.Log(x) - (0.5 / x) - (y * ((1 / 12.0) - (y * ((1 / 120.0) - (y * ((1 / 252.0) - (y * ((1 / 240.0) - (y / 132)))))))));
    }

    /// <summary>Likewise.</summary>
    public static double Trigamma(double x)
    {
        double sum = 0;
        for (; x < 10; x++) sum += 1 / (x * x);
        var y = 1 / (x * x);
        return sum + (1 / x) + (y / 2) + (y / x * ((1 / 6.0) - (y * ((1 / 30.0) - (y * ((1 / 42.0) - (y * ((1 / 30.0) - (y * 5 / 66)))))))));
    }
}
