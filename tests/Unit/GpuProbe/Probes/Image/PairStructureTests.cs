using Assay.Analysis.Probes;
using Assay.GpuProbe.Probes.Image;

namespace Assay.Tests.Unit.GpuProbe.Probes.Image;

public sealed class PairStructureTests
{
    private const int Classes = 10;

    [Fact]
    public void One_cheap_pair_stands_out_though_its_row_and_column_are_dear()
    {
        var structure = Structure((s, t) => (s == 3 ? 2 : 0) + (t == 7 ? 1.5 : 0) - (s == 3 && t == 7 ? 2 : 0));
        structure.Lowest(structure.Residuals, 1)[0].ShouldSatisfyAllConditions(p => p.Source.ShouldBe(3), p => p.Target.ShouldBe(7));
        PairStructure.Gap(structure.Residuals).ShouldBeGreaterThan(1);
        structure.Lowest(structure.Asymmetries, 1)[0].ShouldSatisfyAllConditions(p => p.Source.ShouldBe(3), p => p.Target.ShouldBe(7));
    }

    [Fact]
    public void Two_classes_that_are_alike_do_not_stand_out_in_the_difference_of_both_directions()
    {
        var structure = Structure((s, t) => (s, t) is (2, 5) or (5, 2) ? -2 : 0);
        PairStructure.Gap(structure.Asymmetries).ShouldBeLessThan(0.5);
    }

    [Fact]
    public void A_lead_that_other_images_do_not_repeat_counts_only_as_far_as_they_do()
    {
        var pairs = new PairCosts([0, 1, 2, 3], [], 0) { Leads = [new(1, 2, 0.9, 1.2), new(3, 0, 0.8, 0.5)] };
        pairs.HeldLead([]).ShouldBe(1.2);
        pairs.HeldLead([Anew(1, 2, 2)]).ShouldBe(1.2);
        pairs.HeldLead([Anew(1, 2, 0.1)]).ShouldBe(0.5);
        pairs.HeldLead([Anew(1, 2, 0.1), Anew(3, 0, -0.2)]).ShouldNotBeNull().ShouldBe(0.1, 1e-9);
        pairs.HeldLead([Anew(null, 2, 0.1), Anew(2, 1, 0.1)]).ShouldBe(1.2, "another trigger says nothing of this pair");
        (pairs with { Leads = [] }).HeldLead([]).ShouldBeNull();

        static Confirmation Anew(int? source, int target, double lead) => new(new("stamped", source, target, 1), 2, 2 + lead, 1, null, null);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_small_advantage_of_every_class_for_the_next_adds_up(int shift)
    {
        var (found, depth) = Structure((s, t) => t == (s + shift) % Classes ? -0.25 : 0).Cycle();
        found.ShouldBe(shift);
        depth.ShouldBeGreaterThan(Structure((_, _) => 0).Cycle().Depth + 2);
    }

    [Fact]
    public void The_pair_leads_that_is_cheapest_beside_all_others_of_its_source_and_its_target_and_not_the_cheapest_of_an_easy_class()
    {
        // Every pair to class 7 is cheap; one pair elsewhere is cheap alone.
        var structure = Structure((s, t) => t == 7 ? -1.5 : (s, t) is (4, 9) ? -2.5 : 0);
        structure.Leading().First().ShouldSatisfyAllConditions(p => p.Source.ShouldBe(4), p => p.Target.ShouldBe(9), p => p.Lead.ShouldBeGreaterThan(0.6));
    }

    [Fact]
    public void Too_few_classes_say_nothing() => PairStructure.Of(new([0, 1, 2], [new double?[3], new double?[3], new double?[3]], 0)).ShouldBeNull();

    private static PairStructure Structure(Func<int, int, double> more) => PairStructure
        .Of(new([.. Enumerable.Range(0, Classes)], Costs(more), 0)).ShouldNotBeNull();

    private static double?[][] Costs(Func<int, int, double> more)
    {
        var chance = new SeededNumbers(11);
        return [.. Enumerable.Range(0, Classes).Select(s => Enumerable.Range(0, Classes).Select(t => s == t ? (double?)null : 3 + (0.1 * chance.Normal()) + more(s, t)).ToArray())];
    }
}
