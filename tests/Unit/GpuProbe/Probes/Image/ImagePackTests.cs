using Assay.Contracts.Reports;
using Assay.Domain.Calibration;

namespace Assay.Tests.Unit.GpuProbe.Probes.Image;

/// <summary>What the pack for image classifiers makes of statistics.</summary>
public sealed class ImagePackTests
{
    [Fact]
    public void A_model_like_the_middle_of_the_clean_ones_is_improbable_and_one_beyond_all_of_them_probable()
    {
        Probability(Of(Middle)).ShouldBeLessThan(0.25);
        Probability(Of(Beyond)).ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public void One_kind_of_statistic_that_stands_out_makes_a_model_more_probable()
    {
        var middle = Probability(Of(Middle));
        foreach (var term in Searched)
            Probability(Of(t => t == term ? Beyond(t) : Middle(t))).ShouldBeGreaterThan(middle + 0.05, term.Statistic);
    }

    [Fact]
    public void A_confirmed_trigger_makes_any_model_probable() =>
        Probability([.. Of(Middle), new ProbeReport("probe.image-confirm", "", "confirmed", 1, null, null, [])]).ShouldBeGreaterThan(Probability(Of(Middle)) + 0.3);

    [Fact]
    public void A_model_whose_pairs_were_not_searched_is_judged_by_the_rest_and_never_higher_than_with_them()
    {
        var calibration = new ProbeCalibration([Pack]);
        foreach (var value in new Func<FamilyTerm, double>[] { Middle, Beyond })
        {
            ProbeReport[] partial = [.. Of(value).Where(s => !s.Statistic.StartsWith("pair_", StringComparison.Ordinal))];
            calibration.Probability(partial).ShouldNotBeNull().ShouldBeLessThanOrEqualTo(calibration.Probability(Of(value)).ShouldNotBeNull() + 0.05);
        }
    }

    [Fact]
    public void Without_the_searches_the_family_says_nothing() => ProbeCalibration.Evaluate(Family, []).ShouldBeNull();

    private static CalibrationPack Pack { get; } = ProbeCalibration.BuiltIn.Packs.Single(p => p.Name == "image");

    private static FamilyModel Family => Pack.Families.Single(f => f.Family == "image");

    /// <summary>Terms of what searches measured; the other is whether a trigger was confirmed.</summary>
    private static IEnumerable<FamilyTerm> Searched => Family.Terms.Where(t => t.Statistic != "confirmed");

    private static double Probability(IReadOnlyList<ProbeReport> statistics) => ProbeCalibration.Evaluate(Family, statistics).ShouldNotBeNull();

    private static ProbeReport[] Of(Func<FamilyTerm, double> value) =>
        [.. Searched.Select(t => new ProbeReport(t.Probe, "", t.Statistic, value(t), null, null, []))];

    private static double Middle(FamilyTerm term)
    {
        var values = Pack.References.Single(r => r.Probe == term.Probe && r.Statistic == term.Statistic).Values;
        return values[values.Count / 2];
    }

    private static double Beyond(FamilyTerm term) => (term.Centre + (3 * term.Scale)) * (term.Transform == TermTransform.Negative ? -1 : 1);
}
