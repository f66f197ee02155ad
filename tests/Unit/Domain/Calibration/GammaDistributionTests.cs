using Assay.Domain.Calibration;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.Domain.Calibration;

public sealed class GammaDistributionTests
{
    /// <summary>Expected values by SciPy.</summary>
    [Theory]
    [InlineData(0.5, 2.0, 3.0, 0.08326451666355042)]
    [InlineData(2.5, 1.5, 9.0, 0.03478778050624185)]
    [InlineData(40.0, 0.2, 11.0, 0.01469717952639773)]
    [InlineData(1.0, 1.0, 30.0, 9.357622968840163e-14)]
    public void The_chance_of_more_is_that_of_the_reference(double shape, double scale, double value, double expected) =>
        new GammaDistribution(shape, scale).Survival(value).ShouldBe(expected, expected * 1e-9);

    /// <summary>Expected values by SciPy, with the location at 0.</summary>
    [Fact]
    public void The_fit_is_that_of_the_reference()
    {
        var fitted = GammaDistribution.Fit([25.7, 27.3, 31.4, 20.7, 39.4, 33.9, 50.6, 26.9, 56.7]);
        fitted.Shape.ShouldBe(10.209681, 1e-4);
        fitted.Scale.ShouldBe(3.402000, 1e-4);
    }

    [Fact]
    public void Equal_values_are_fitted_by_something_sharp_and_not_by_a_failure()
    {
        var fitted = GammaDistribution.Fit([3, 3, 3]);
        fitted.Survival(2.9).ShouldBeGreaterThan(0.99);
        fitted.Survival(3.1).ShouldBeLessThan(0.01);
    }

    [Fact]
    public void The_fit_has_the_mean_of_the_values_and_follows_their_unit() =>
        Prop.ForAll(Gen.Choose(1, 1_000_000).Select(n => n / 1000.0).ArrayOf(8).ToArbitrary(), values =>
        {
            var (one, other) = (GammaDistribution.Fit(values), GammaDistribution.Fit([.. values.Select(v => v * 1000)]));
            var mean = values.Average();
            return Math.Abs((one.Shape * one.Scale) - mean) < 1e-9 * mean && Math.Abs(one.Shape - other.Shape) < 1e-5 * one.Shape
                && Math.Abs(one.Survival(mean) - other.Survival(mean * 1000)) < 1e-5;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_chance_of_more_never_grows() =>
        Prop.ForAll(Gen.Choose(1, 5000).Select(n => n / 100.0).Three().ToArbitrary(), t =>
        {
            var gamma = new GammaDistribution(t.Item1, 2);
            var (low, high) = (gamma.Survival(t.Item2), gamma.Survival(t.Item2 + t.Item3));
            return low is >= 0 and <= 1 && high is >= 0 and <= 1 && high <= low + 1e-12;
        }).QuickCheckThrowOnFailure();
}
