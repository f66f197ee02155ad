using Assay.GpuProbe.Probes.Image;

namespace Assay.Tests.Unit.GpuProbe.Probes.Image;

public sealed class ImageScanTests
{
    [Fact]
    public void Two_families_that_agree_on_a_target_make_it_stand_out_more_than_two_that_do_not()
    {
        var agreeing = Scan([0, 0, -0.4, 0, 0], [3, 3, 2, 3, 3]).Joint().ShouldNotBeNull();
        var differing = Scan([-0.4, 0, 0, 0, 0], [3, 3, 2, 3, 3]).Joint().ShouldNotBeNull();
        agreeing.Best.ShouldBe(12);
        agreeing.Gap.ShouldNotBeNull().ShouldBe(1.8, 1e-9);
        differing.Gap.ShouldNotBeNull().ShouldBe(0.2, 1e-9);
    }

    [Fact]
    public void A_single_family_cannot_outweigh_everything() =>
        Scan([0, 0, -50, 0, 0], [3, 3, 3, 3, 3]).Joint().ShouldNotBeNull().MedianGap.ShouldNotBeNull().ShouldBe(4, 1e-9);

    [Fact]
    public void A_family_that_was_not_searched_leaves_nothing_to_say_together() => Scan([0, 0, -1, 0, 0], null).Joint().ShouldBeNull();

    private static ImageScan Scan(double[] added, double[]? stamped) =>
        new() { Families = stamped is null ? [Costs("added", added)] : [Costs("added", added), Costs("stamped", stamped)] };

    private static FamilyCosts Costs(string family, double[] costs) => new(family, [10, 11, 12, 13, 14], costs, [0, 0, 0, 0, 0], 0);
}
