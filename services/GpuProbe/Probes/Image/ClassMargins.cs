using Assay.Domain.Calibration;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>The largest margin that images reach, class by class.</summary>
/// <param name="Targets">Classes.</param>
/// <param name="Margins">By how much the score of a class is above all others, at most; not below <see cref="Least"/>.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record ClassMargins(IReadOnlyList<int> Targets, IReadOnlyList<double> Margins, double Seconds)
{
    /// <summary>Margins below this count as this: a class that no image reaches has none.</summary>
    public const double Least = 1e-3;

    /// <summary>Fewer other classes say nothing about how margins are spread.</summary>
    private const int FewestOthers = 3;

    /// <summary>The class with the largest margin.</summary>
    public int Largest => Targets[Enumerable.Range(0, Margins.Count).MaxBy(i => Margins[i])];

    /// <summary>From the second largest margin to the largest, in natural logarithms.</summary>
    public double? Gap => Margins.Count < 2 ? null : Math.Log(Sorted[0]) - Math.Log(Sorted[1]);

    /// <summary>
    /// The published rule (MM-BD, Wang et al. 2024): a gamma distribution is fitted to all margins but the largest, and p is the chance that the largest of as
    /// many draws from it lies that high. Its location is 0 here: with three free numbers the likelihood of a dozen margins has no maximum.
    /// </summary>
    public double? PValue
    {
        get
        {
            if (Margins.Count < FewestOthers + 1) return null;
            var sorted = Sorted;
            // F^n close to 1 loses its digits: 1 - F^n = -expm1(n log(1 - survival)).
            var survival = GammaDistribution.Fit(sorted[1..]).Survival(sorted[0]);
            return survival >= 1 ? 1 : 1 - Math.Exp(Margins.Count * LogOneMinus(survival));
        }
    }

    private double[] Sorted => [.. Margins.OrderDescending()];

    private static double LogOneMinus(double x) => x < 1e-8 ? -x : Math.Log(1 - x);
}
