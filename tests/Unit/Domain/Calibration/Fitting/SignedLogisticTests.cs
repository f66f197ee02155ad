using Assay.Domain.Calibration.Fitting;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.Domain.Calibration.Fitting;

public sealed class SignedLogisticTests
{
    [Fact]
    public void Weights_that_labels_were_drawn_with_are_recovered()
    {
        var (rows, labels) = Drawn(20_000, -0.5, 2, -1, 0.3);
        var weights = SignedLogistic.Fit(rows, labels, Alike(rows.Length), [1, -1, 1], 1e-6);
        (double, double)[] expected = [(weights[0], -0.5), (weights[1], 2), (weights[2], -1), (weights[3], 0.3)];
        foreach (var (found, wanted) in expected) found.ShouldBe(wanted, 0.1);
    }

    [Fact]
    public void A_weight_never_takes_the_other_sign_however_strongly_the_labels_ask_for_it()
    {
        var (rows, labels) = Drawn(2000, 0, 2, -3);
        var weights = SignedLogistic.Fit(rows, labels, Alike(rows.Length), [1, 1], 0.01);
        weights[2].ShouldBe(0);
        weights[1].ShouldBeGreaterThan(0.5);
    }

    [Fact]
    public void Without_a_sign_a_weight_goes_where_the_labels_lead()
    {
        var (rows, labels) = Drawn(5000, 0, 2, -3);
        SignedLogistic.Fit(rows, labels, Alike(rows.Length), [0, 0], 1e-3)[2].ShouldBe(-3, 0.3);
    }

    [Fact]
    public void Labels_that_a_term_separates_do_not_carry_its_weight_away()
    {
        double[][] rows = [[-1], [-0.5], [0.5], [1]];
        var weights = SignedLogistic.Fit(rows, [0, 0, 1, 1], Alike(4), [1], 0.1);
        weights[1].ShouldBeInRange(1, 10);
        double.IsFinite(weights[0]).ShouldBeTrue();
    }

    [Fact]
    public void A_strong_pull_leaves_the_weights_where_they_were_before()
    {
        var (rows, labels) = Drawn(200, 0, 4, 4);
        SignedLogistic.Fit(rows, labels, Alike(200), [0.5, 1.5], 1e9)[1..].Zip([0.5, 1.5]).ShouldAllBe(w => Math.Abs(w.First - w.Second) < 1e-4);
    }

    [Fact]
    public void Nothing_near_the_fit_has_a_smaller_loss() =>
        Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
        {
            var chance = new Random(seed);
            double[][] rows = [.. Enumerable.Range(0, 30).Select(_ => new[] { (2 * chance.NextDouble()) - 1, (2 * chance.NextDouble()) - 1, (2 * chance.NextDouble()) - 1 })];
            int[] labels = [.. rows.Select(_ => chance.Next(2))];
            double[] importance = [.. rows.Select(_ => chance.NextDouble())];
            double[] prior = [chance.NextDouble() + 0.1, -chance.NextDouble() - 0.1, 0];
            var pull = 0.01 + chance.NextDouble();
            var best = SignedLogistic.Fit(rows, labels, importance, prior, pull);
            var least = Loss(best);
            return best[1] >= 0 && best[2] <= 0 && Enumerable.Range(0, 50).All(_ =>
            {
                double[] near = [.. best.Select(w => w + (0.2 * ((2 * chance.NextDouble()) - 1)))];
                (near[1], near[2]) = (Math.Max(0, near[1]), Math.Min(0, near[2]));
                return Loss(near) >= least - 1e-7;
            });

            double Loss(double[] weights) =>
                rows.Select((row, r) => importance[r] * (Math.Log(1 + Math.Exp(SignedLogistic.Logit(weights, row))) - (labels[r] * SignedLogistic.Logit(weights, row)))).Sum()
                + prior.Select((p, i) => pull * (weights[i + 1] - p) * (weights[i + 1] - p)).Sum();
        }).QuickCheckThrowOnFailure();

    private static double[] Alike(int count) => [.. Enumerable.Repeat(1.0, count)];

    private static (double[][] Rows, int[] Labels) Drawn(int count, params double[] weights)
    {
        var chance = new Random(3);
        double[][] rows = [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(1, weights.Length - 1).Select(_ => (2 * chance.NextDouble()) - 1).ToArray())];
        return (rows, [.. rows.Select(r => chance.NextDouble() < 1 / (1 + Math.Exp(-SignedLogistic.Logit(weights, r))) ? 1 : 0)]);
    }
}
