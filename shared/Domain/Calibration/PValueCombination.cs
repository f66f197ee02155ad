namespace Assay.Domain.Calibration;

/// <summary>Joins p-values of probes that depend on each other, which Fisher's method must not.</summary>
public static class PValueCombination
{
    /// <summary>Cauchy combination (Liu and Xie 2020): valid in the tail under any dependence.</summary>
    public static double Cauchy(IReadOnlyList<double> pValues)
    {
        if (pValues.Count == 0) return 1;
        var mean = pValues.Average(p => Math.Tan((0.5 - Math.Clamp(p, 1e-15, 1 - 1e-9)) * Math.PI));
        // For large arguments the arc tangent loses all digits.
        return mean > 1e8 ? 1 / (mean * Math.PI) : Math.Clamp(0.5 - (Math.Atan(mean) / Math.PI), 0, 1);
    }

    /// <summary>The mean of e-values kappa * p^(kappa - 1): an e-value under any dependence; by Markov's inequality its inverse is a p-value.</summary>
    public static double MeanEValue(IReadOnlyList<double> pValues, double kappa = 0.5) =>
        pValues.Count == 0 ? 1 : pValues.Average(p => kappa * Math.Pow(Math.Clamp(p, 1e-15, 1), kappa - 1));
}
