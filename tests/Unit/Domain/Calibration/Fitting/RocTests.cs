using Assay.Domain.Calibration.Fitting;

namespace Assay.Tests.Unit.Domain.Calibration.Fitting;

public sealed class RocTests
{
    [Fact]
    public void The_area_counts_pairs_in_the_right_order_and_ties_half()
    {
        Roc.Area([3, 4], [1, 2]).ShouldBe(1);
        Roc.Area([1, 2], [3, 4]).ShouldBe(0);
        Roc.Area([2], [1, 2, 3, 4]).ShouldBe(1.5 / 4);
    }

    [Fact]
    public void Detection_is_stated_at_a_threshold_that_no_more_than_the_allowed_share_exceeds()
    {
        double[] clean = [.. Enumerable.Range(1, 40).Select(i => (double)i)];
        // Two of forty may exceed it: 39 and 40 do, 38 does not.
        Roc.Detection([38, 38.5, 50], clean, 0.05).ShouldBe(2 / 3.0);
        Roc.Detection([39, 40, 40.5], clean, 0).ShouldBe(1 / 3.0);
        // A threshold that twenty models cannot hold is the largest of them.
        Roc.Detection([20.5, 20], [.. clean.Take(20)], 0.01).ShouldBe(0.5);
    }
}
