using Assay.Analysis.Probes.Feeding;
using Assay.GpuProbe.Probes.Image;

namespace Assay.Tests.Unit.GpuProbe.Probes.Image;

public sealed class ScoreMarginsTests
{
    [Fact]
    public void A_margin_is_to_the_best_of_the_others()
    {
        var margins = new ScoreMargins(ScoreKind.Logits);
        float[] scores = [1, 5, 3];
        margins.Of(scores, 1).ShouldBe(2);
        margins.Of(scores, 2).ShouldBe(-2);
        margins.Of(scores, [0, 1]).ShouldBe([-4f, 2f]);
    }

    [Fact]
    public void Probabilities_and_independent_scores_give_the_margins_of_their_logits()
    {
        float[] logits = [1, 2.5f, -1];
        var exponentials = logits.Select(MathF.Exp).ToArray();
        float[] softmax = [.. exponentials.Select(e => e / exponentials.Sum())];
        float[] sigmoid = [.. exponentials.Select(e => e / (1 + e))];
        new ScoreMargins(ScoreKind.Probabilities).Of(softmax, 1).ShouldBe(1.5f, 1e-4f);
        new ScoreMargins(ScoreKind.Independent).Of(sigmoid, 0).ShouldBe(-1.5f, 1e-4f);
    }

    [Fact]
    public void What_is_no_number_is_never_preferred()
    {
        var margins = new ScoreMargins(ScoreKind.Logits);
        margins.Of([float.NaN, 0, 1], 0).ShouldBeLessThan(-1e5f);
        margins.Of([float.NaN, float.NaN, float.NaN], 0).ShouldBe(0);
    }
}
