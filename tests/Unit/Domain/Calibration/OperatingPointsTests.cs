using Assay.Contracts.Reports;
using Assay.Domain.Calibration;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.Domain.Calibration;

public sealed class OperatingPointsTests
{
    [Fact]
    public void Fewer_clean_models_than_the_rate_needs_give_no_threshold_and_say_how_many_it_takes()
    {
        var point = OperatingPoints.Of(Family([.. Enumerable.Range(0, 98).Select(i => i / 100.0)]), 0.999);
        (point.Threshold, point.Exceeded, point.Upper).ShouldBe((null, null, null));
        (point.References, point.Needed).ShouldBe((98, 99));
    }

    [Fact]
    public void With_just_enough_the_threshold_is_the_largest_and_with_more_a_lower_one()
    {
        var few = OperatingPoints.Of(Family([.. Enumerable.Range(0, 99).Select(i => i / 1000.0)]), 0.098);
        (few.Threshold, few.Exceeded).ShouldBe((0.098, false));
        var many = OperatingPoints.Of(Family([.. Enumerable.Range(0, 399).Select(i => i / 1000.0)]), 0.396);
        (many.Threshold, many.Exceeded).ShouldBe((0.395, true));
        many.Upper.ShouldNotBeNull().ShouldBeInRange(0.01, 0.03);
    }

    [Fact]
    public void A_pack_without_clean_probabilities_says_nothing_but_how_many_there_were()
    {
        var family = new FamilyModel("f", 0, [new("p", "s", 1)], 0.5) { Validation = new("", 37, 34, 0.8, 0.5) };
        OperatingPoints.Of(family, 0.99).ShouldBe(new(0.01, 37, 99, null, null, null));
        OperatingPoints.Of(family with { Validation = null }, 0.99).References.ShouldBe(0);
    }

    [Fact]
    public void No_more_clean_models_than_the_rate_lie_above_the_threshold() =>
        Prop.ForAll(Gen.Choose(0, 1000).Select(n => n / 1000.0).ArrayOf(150).ToArbitrary(), Gen.Choose(1, 20).Select(n => n / 100.0).ToArbitrary(), (clean, rate) =>
        {
            var point = OperatingPoints.Of(Family(clean), 0.5, rate);
            return point.Threshold is { } threshold && clean.Count(c => c > threshold) <= rate * (clean.Length + 1) && point.Exceeded == (0.5 > threshold);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_model_is_judged_by_the_clean_models_of_the_family_that_says_most()
    {
        var low = Family([.. Enumerable.Repeat(0.1, 100)]);
        var high = Family([.. Enumerable.Repeat(0.9, 200)]) with { Family = "g", Intercept = 2 };
        var calibration = new ProbeCalibration([ReferenceBuilder.Empty("t") with { Families = [low, high] }]);
        calibration.At(0.01, [new("p", "", "s", 1, null, null, [])]).ShouldNotBeNull().References.ShouldBe(200);
        calibration.At(0.01, []).ShouldBeNull();
    }

    [Fact]
    public void A_value_far_on_the_side_that_is_not_suspected_is_unusual_for_both_sides_and_not_for_one()
    {
        var references = new ReferencePopulation("p", "s", null, StatisticDirection.Greater, [.. Enumerable.Range(0, 99).Select(i => (double)i)]);
        var calibration = new ProbeCalibration([ReferenceBuilder.Empty("t") with { References = [references] }]);
        var below = calibration.WithPValues([new("p", "", "s", -5, null, null, [])], "seed").Single();
        below.PValue!.Value.ShouldBeGreaterThan(0.98);
        below.PTwoSided!.Value.ShouldBeLessThanOrEqualTo(0.02);
        var above = calibration.WithPValues([new("p", "", "s", 500, null, null, [])], "seed").Single();
        above.PTwoSided!.Value.ShouldBe(2 * above.PValue!.Value, 1e-12);
        calibration.WithPValues([new("p", "", "s", 49, null, null, [])], "seed").Single().PTwoSided!.Value.ShouldBeGreaterThan(0.9);
    }

    private static FamilyModel Family(IReadOnlyList<double> clean) => new("f", 0, [new("p", "s", 1)], 0.5) { CleanProbabilities = clean };
}
