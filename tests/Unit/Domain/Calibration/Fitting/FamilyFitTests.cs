using Assay.Contracts.Reports;
using Assay.Domain.Calibration;
using Assay.Domain.Calibration.Fitting;

namespace Assay.Tests.Unit.Domain.Calibration.Fitting;

public sealed class FamilyFitTests
{
    private static readonly FamilyModel _family = new(
        "f", 0, [new("p", "up", 1) { Limit = 1 }, new("p", "down", -1) { Limit = 1 }, new("p", "noise", 1) { Limit = 1 }, new("p", "shown", 3) { Limit = 1 }], 0.5);

    [Fact]
    public void Statistics_that_differ_get_weights_of_their_sign_and_tell_unseen_attacks()
    {
        var fitted = FamilyFit.Fit(_family, Models(1, 30, 8), new() { Pull = 0.5 });
        var terms = fitted.Family.Terms.ToDictionary(t => t.Statistic);
        terms["up"].Weight.ShouldBeGreaterThan(1);
        terms["down"].Weight.ShouldBeLessThan(-1);
        terms["noise"].Weight.ShouldBeLessThan(0.8);
        fitted.HeldOut.Auc.ShouldBeGreaterThan(0.9);
        fitted.HeldOut.CrossEntropy.ShouldBeLessThan(0.5);
        fitted.Family.Validation.ShouldNotBeNull().Clean.ShouldBe(30);
        fitted.HeldOut.Attacks.Select(a => (a.Attack, a.Models)).ShouldBe([("a", 8), ("b", 8), ("c", 8)]);
    }

    [Fact]
    public void Where_nothing_differs_the_held_out_scores_say_that_nothing_is_known()
    {
        List<double> areas = [.. Enumerable.Range(0, 8).Select(seed => FamilyFit.Fit(_family, Models(seed, 40, 14, effect: 0), new()).HeldOut.Auc)];
        areas.Average().ShouldBeInRange(0.38, 0.62);
    }

    [Fact]
    public void A_term_that_clean_models_do_not_differ_in_stays_as_it_is()
    {
        var fitted = FamilyFit.Fit(_family, Models(1, 30, 8), new());
        fitted.Kept.ShouldBe(["shown"]);
        fitted.Family.Terms[3].ShouldBe(_family.Terms[3]);
    }

    [Fact]
    public void The_same_models_and_seed_give_the_same_numbers_and_another_seed_only_other_validation()
    {
        var (models, options) = (Models(4, 30, 5), new FitOptions { Seed = 9 });
        var (first, second, other) = (FamilyFit.Fit(_family, models, options), FamilyFit.Fit(_family, models, options), FamilyFit.Fit(_family, models, options with { Seed = 10 }));
        second.Family.Terms.ShouldBe(first.Family.Terms);
        second.HeldOut.LogOdds.ShouldBe(first.HeldOut.LogOdds);
        other.Family.Terms.ShouldBe(first.Family.Terms);
        other.HeldOut.LogOdds.ShouldNotBe(first.HeldOut.LogOdds);
    }

    [Fact]
    public void No_fit_has_seen_the_attack_or_the_models_that_it_scores()
    {
        var models = Models(2, 23, 6);
        var folds = new LeaveOneAttackOut(new(_family.Terms, models), models, new()).Folds().ToList();
        folds.Count.ShouldBe(3 * 5 * 3);
        foreach (var (attack, training, held) in folds)
        {
            training.Intersect(held).ShouldBeEmpty();
            var attacks = held.Select(i => models[i].Attack).OfType<string>().Distinct().ToList();
            attacks.ShouldBe([attack]);
            training.ShouldNotContain(i => models[i].Attack == attacks[0]);
            training.Count.ShouldBe(models.Count - held.Count);
        }
        folds.SelectMany(f => f.Held).Distinct().Count().ShouldBe(models.Count);
    }

    [Fact]
    public void What_a_held_out_attack_looks_like_does_not_move_the_fit_that_scores_another_one()
    {
        // One attack turns the statistics round: fits that had seen it would score it well, and fits without it score it worse than chance.
        List<LabelledModel> models = [.. Models(5, 40, 10).Select(m => m.Attack == "c" ? m with { Statistics = [.. m.Statistics.Select(s => s with { Value = -s.Value })] } : m)];
        var scores = FamilyFit.Fit(_family with { Terms = [.. _family.Terms.Take(2)] }, models, new()).HeldOut.Attacks.ToDictionary(a => a.Attack);
        scores["c"].Auc.ShouldBeLessThan(0.2);
        scores["a"].Auc.ShouldBeGreaterThan(0.8);
    }

    [Fact]
    public void A_floor_share_leaves_only_what_few_clean_models_have_and_the_other_attacks_at_no_disadvantage()
    {
        // Each attack shows in a statistic of its own, and not at all in those of the others.
        var chance = new Random(3);
        string[] kinds = ["a", "b", "c"];
        List<LabelledModel> models = [.. Enumerable.Range(0, 60).Select(i => Model($"clean-{i}", null)),
            .. kinds.SelectMany(a => Enumerable.Range(0, 10).Select(i => Model($"{a}-{i}", a)))];
        var family = new FamilyModel("f", 0, [.. kinds.Select(k => new FamilyTerm("p", k, 1) { Limit = 8, FloorShare = 0.95 })], 0.5);
        var fitted = FamilyFit.Fit(family, models, new());
        fitted.Family.Terms.ShouldAllBe(t => t.Floor == 1 && t.FloorShare == 0.95);
        fitted.HeldOut.Attacks.ShouldAllBe(a => a.Auc > 0.95);
        foreach (var term in fitted.Family.Terms)
        {
            var below = models.Where(m => !m.Trojaned).SelectMany(m => m.Statistics).Where(s => s.Statistic == term.Statistic)
                .Count(s => (s.Value - term.Centre) / term.Scale <= term.Floor);
            below.ShouldBeInRange(56, 58);
        }

        LabelledModel Model(string id, string? attack) =>
            new(id, attack, [.. kinds.Select(k => Value(k, chance.NextDouble() + chance.NextDouble() + (k == attack ? 5 : 0)))]);
    }

    [Fact]
    public void A_statistic_of_which_small_values_speak_keeps_those_above_its_floor()
    {
        var term = new FamilyTerm("p", "least", 1) { Transform = TermTransform.Negative, Floor = 0.5, Limit = 4 };
        term.Scaled(term.Transformed(Value("least", -3)).ShouldNotBeNull()).ShouldBe(3);
        term.Scaled(term.Transformed(Value("least", 3)).ShouldNotBeNull()).ShouldBe(0.5);
    }

    [Fact]
    public void The_intercept_follows_the_share_that_probabilities_are_stated_for()
    {
        var models = Models(1, 30, 8);
        var (half, rare) = (FamilyFit.Fit(_family, models, new()).Family, FamilyFit.Fit(_family, models, new() { Prevalence = 0.01 }).Family);
        (half.Intercept - rare.Intercept).ShouldBe(Math.Log(99), 1e-9);
        rare.Terms.ShouldBe(half.Terms);
    }

    [Fact]
    public void An_absent_statistic_counts_as_the_middle_of_the_clean_models()
    {
        List<LabelledModel> models = [.. Models(1, 30, 8).Select((m, i) => i % 7 == 0 ? m with { Statistics = [.. m.Statistics.Where(s => s.Statistic != "up")] } : m)];
        FamilyFit.Fit(_family, models, new()).HeldOut.LogOdds.ShouldAllBe(z => double.IsFinite(z));
    }

    [Theory]
    [InlineData(2, 8, "clean")]
    [InlineData(30, 0, "clean")]
    public void Too_few_models_are_refused(int clean, int ofEach, string word) =>
        Should.Throw<CalibrationException>(() => FamilyFit.Fit(_family, Models(1, clean, ofEach), new())).Message.ShouldContain(word);

    [Fact]
    public void One_kind_of_attack_is_refused_since_it_could_not_be_scored() =>
        Should.Throw<CalibrationException>(() => FamilyFit.Fit(_family, [.. Models(1, 30, 8).Where(m => m.Attack is null or "a")], new())).Message.ShouldContain("same attack");

    /// <summary>Three attacks; <c>up</c> is larger and <c>down</c> smaller in models that have one.</summary>
    private static IReadOnlyList<LabelledModel> Models(int seed, int clean, int ofEach, double effect = 2)
    {
        var chance = new Random(seed);
        return
        [
            .. Enumerable.Range(0, clean).Select(i => Model($"clean-{i}", null, 0)),
            .. new[] { "a", "b", "c" }.SelectMany(a => Enumerable.Range(0, ofEach).Select(i => Model($"{a}-{i}", a, effect))),
        ];

        LabelledModel Model(string id, string? attack, double by) =>
            new(id, attack, [Value("up", by + Noise()), Value("down", Noise() - by), Value("noise", Noise()), Value("shown", attack is null ? 0 : 1)]);

        double Noise() => chance.NextDouble() + chance.NextDouble() + chance.NextDouble() - 1.5;
    }

    private static ProbeReport Value(string name, double value) => new("p", "", name, value, null, null, []);
}
