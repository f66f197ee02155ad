namespace Assay.Domain.Calibration;

/// <summary>The logistic function: from the logarithm of odds, in which the terms of a probability add up, to the probability.</summary>
internal static class Logistic
{
    /// <param name="logOdds">Natural logarithm of the odds.</param>
    /// <returns>From 0 to 1.</returns>
    public static double Of(double logOdds) => 1 / (1 + Math.Exp(-logOdds));
}
