using Assay.Contracts.Reports;
using Assay.Domain.Calibration;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.Domain.Calibration;

public sealed class ConformalTests
{
    /// <summary>Bounds as published with the method (Beta(k, n + 1 - k), 95 %).</summary>
    [Theory]
    [InlineData(200, 2, 0.0235)]
    [InlineData(1000, 10, 0.0157)]
    [InlineData(3000, 3, 0.0021)]
    [InlineData(10000, 10, 0.0016)]
    [InlineData(10000, 100, 0.0117)]
    public void The_bound_on_false_alarms_is_the_published_one(int n, int k, double bound) =>
        BetaDistribution.UpperBound(k, n).ShouldBe(bound, 0.00005);

    [Theory]
    [InlineData(299, 0.01)]
    [InlineData(2995, 0.001)]
    public void No_alarm_among_n_trusted_models_certifies_the_published_rate(int n, double rate) =>
        BetaDistribution.UpperBound(1, n).ShouldBe(rate, rate * 0.01);

    [Fact]
    public void A_value_above_all_references_has_the_smallest_p_value_there_is()
    {
        var references = Enumerable.Range(0, 99).Select(i => (double)i).ToList();
        Conformal.PValue(references, 1000, StatisticDirection.Greater).ShouldBe(0.01);
        Conformal.PValue(references, -1, StatisticDirection.Greater).ShouldBe(1);
        Conformal.PValue(references, -1, StatisticDirection.Less).ShouldBe(0.01);
        Conformal.PValue(references, 1000, StatisticDirection.TwoSided).ShouldBe(0.02);
    }

    [Fact]
    public void Without_references_nothing_is_unusual()
    {
        Conformal.PValue([], 5, StatisticDirection.Greater).ShouldBe(1);
        Conformal.UpperBound([], 5, StatisticDirection.Greater).ShouldBe(1);
    }

    [Fact]
    public void Ties_are_split_by_chance_so_that_the_p_value_is_exact()
    {
        var same = Enumerable.Repeat(3.0, 9).ToList();
        Conformal.PValue(same, 3, StatisticDirection.Greater, tie: 1).ShouldBe(1);
        Conformal.PValue(same, 3, StatisticDirection.Greater, tie: 0.25).ShouldBe(0.25);
    }

    [Fact]
    public void P_values_of_exchangeable_models_are_no_smaller_than_they_say() => Prop.ForAll(
        Gen.Choose(0, 20).ListOf(40).ToArbitrary(),
        values =>
        {
            var numbers = values.Select(v => (double)v).ToList();
            // Each of the values in turn is the examined model, the others the references.
            var small = numbers.Where((v, i) => Conformal.PValue([.. numbers.Where((_, j) => j != i)], v, StatisticDirection.Greater) <= 0.1).Count();
            return small <= 0.1 * numbers.Count;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Combined_p_values_are_the_one_for_one_and_stay_between_the_ends()
    {
        PValueCombination.Cauchy([0.03]).ShouldBe(0.03, 1e-9);
        PValueCombination.Cauchy([1e-12]).ShouldBe(1e-12, 1e-14);
        PValueCombination.Cauchy([0.001, 0.5, 0.9]).ShouldBeInRange(0.001, 0.01);
        PValueCombination.MeanEValue([1]).ShouldBe(0.5);
        PValueCombination.MeanEValue([0.0001, 1]).ShouldBe((50 + 0.5) / 2, 1e-9);
    }
}
