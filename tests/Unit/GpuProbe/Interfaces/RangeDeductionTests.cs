using Assay.Analysis.Probes.Feeding;
using Assay.GpuProbe.Interfaces;
using Assay.Tests.Unit.GpuProbe.Probes.Image;

namespace Assay.Tests.Unit.GpuProbe.Interfaces;

public sealed class RangeDeductionTests
{
    private const int Classes = 4;

    [Theory]
    [InlineData(0, 1, "0 to 1")]
    [InlineData(0.45f, 0.22f, "normalised as photographs")]
    [InlineData(0, 1 / 255f, "0 to 255")]
    public void The_range_that_a_model_was_made_for_is_found_by_its_answers(float mean, float deviation, string expected) =>
        ClassifierTrial.Run(ImageModels.Normalised(mean, deviation), (context, _) =>
            context.Interface.Basis.Single(e => e.Label == "range").Value.ShouldStartWith(expected + ":"));

    [Theory]
    [InlineData(0, 1, "0 to 1")]
    [InlineData(0.5f, 0.5f, "-1 to 1")]
    [InlineData(0.45f, 0.225f, "normalised as photographs")]
    public void The_range_is_found_by_what_a_batch_normalisation_remembers(float mean, float deviation, string expected) =>
        ClassifierTrial.Run(ImageModels.WithStatistics(mean, deviation), (context, _) =>
        {
            var range = context.Interface.Basis.Single(e => e.Label == "range").Value;
            range.ShouldStartWith(expected + ":");
            range.ShouldContain("remembers");
        });

    [Fact]
    public void Statistics_of_other_things_than_pictures_are_not_followed()
    {
        RangeDeduction.Remembered([3, 0.9, 0.7, 8]).ShouldBeNull();
        RangeDeduction.Remembered([null, null, null, null]).ShouldBeNull();
        RangeDeduction.Remembered([null, 0.02, 0.3, 9]).ShouldBe(1);
        // Both are near enough: the narrower.
        RangeDeduction.Remembered([0.03, 0.01, 0.3, 9]).ShouldBe(0);
    }

    [Fact]
    public void A_range_that_the_model_refuses_is_not_chosen() =>
        RangeDeduction.Choose([null, Answers(row => row % Classes, 5), null, null]).ShouldBe(1);

    [Fact]
    public void Where_no_range_gives_two_answers_the_narrowest_is_taken()
    {
        var same = Answers(_ => 2, 5);
        RangeDeduction.Choose([same, same, same, same]).ShouldBe(0);
    }

    [Fact]
    public void Of_two_ranges_with_as_even_answers_the_one_is_taken_in_which_they_tell_more()
    {
        // Sure answers tell which of four the picture is; unsure ones hardly anything.
        var (sure, unsure, none) = (Answers(row => row % Classes, 9), Answers(row => row % Classes, 0.2f), Answers(_ => 0, 9));
        RangeDeduction.Choose([none, sure, unsure, none]).ShouldBe(1);
        RangeDeduction.Choose([none, unsure, sure, none]).ShouldBe(2);
    }

    [Fact]
    public void Scores_that_are_no_numbers_end_in_a_choice()
    {
        var broken = Answers(row => row % Classes, float.NaN);
        RangeDeduction.Choose([broken, broken, broken, broken]).ShouldBeInRange(0, 3);
    }

    private static MeasuredScores Answers(Func<int, int> label, float height)
    {
        const int rows = 40;
        var values = new float[rows * Classes];
        for (var row = 0; row < rows; row++) values[(row * Classes) + label(row)] = height;
        return new(new ScoreOutput("y", Classes, ScoreKind.Logits, PerPosition: false), new ScoreTable(values, Classes));
    }
}
