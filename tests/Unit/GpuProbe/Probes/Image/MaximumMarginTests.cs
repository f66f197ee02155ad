using Assay.GpuProbe.Probes.Image;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.GpuProbe.Probes.Image;

public sealed class MaximumMarginTests
{
    private static readonly int[] _all = [.. Enumerable.Range(0, ImageModels.Classes)];

    [Fact]
    public void Margins_of_a_linear_model_come_near_to_what_its_weights_allow_and_never_above() => ClassifierTrial.Run(ImageModels.Honest(), (context, classifier) =>
    {
        var bounds = ImageModels.MarginBounds();
        foreach (var options in (MarginOptions[])[MarginOptions.Quick, MarginOptions.Published with { Starts = 3, Rate = 0.3f }])
        {
            var margins = new MaximumMargin(context, classifier, options).Run(_all, "margins", default).Margins.ShouldNotBeNull();
            for (var c = 0; c < ImageModels.Classes; c++)
            {
                margins.Margins[c].ShouldBeLessThanOrEqualTo(bounds[c] * 1.0001, $"class {c}");
                margins.Margins[c].ShouldBeGreaterThan(bounds[c] * 0.5, $"class {c}");
            }
        }
    });

    [Fact]
    public void A_class_that_a_pattern_leads_to_has_the_largest_margin_and_leads_further_than_without_it()
    {
        var (planted, honest) = (Margins(ImageModels.Planted()), Margins(ImageModels.Honest()));
        planted.Largest.ShouldBe(ImageModels.Target);
        planted.Gap!.Value.ShouldBeGreaterThan(honest.Gap!.Value + 0.2);
        planted.PValue!.Value.ShouldBeLessThan(honest.PValue!.Value);
        planted.PValue.Value.ShouldBeLessThan(0.05);
    }

    [Fact]
    public void More_images_than_one_run_holds_give_each_class_its_own_margin() => ClassifierTrial.Run(ImageModels.Planted(), (context, classifier) =>
    {
        // 6 classes times 70 beginnings are more than the rows of one run.
        var many = new MaximumMargin(context, classifier, MarginOptions.Quick with { Starts = 70 }).Run(_all, "margins", default).Margins.ShouldNotBeNull();
        var few = new MaximumMargin(context, classifier, MarginOptions.Quick).Run(_all, "margins", default).Margins.ShouldNotBeNull();
        for (var c = 0; c < _all.Length; c++) many.Margins[c].ShouldBe(few.Margins[c], 0.1 * few.Margins[c], $"class {c}");
    });

    /// <summary>The margins of a classifier of digits; expected values by SciPy (gamma.fit with the location at 0).</summary>
    [Fact]
    public void The_rule_gives_what_the_reference_gives()
    {
        var margins = Of(25.7, 27.3, 31.4, 20.7, 69.0, 39.4, 33.9, 50.6, 26.9, 56.7);
        margins.Largest.ShouldBe(4);
        margins.PValue!.Value.ShouldBe(0.049202663949080794, 1e-6);
        margins.Gap!.Value.ShouldBe(Math.Log(69.0 / 56.7), 1e-12);
    }

    [Fact]
    public void One_class_far_beyond_the_others_has_a_small_p_value_and_none_beyond_a_large_one()
    {
        Of(10, 11, 12, 13, 14, 90).PValue!.Value.ShouldBeLessThan(1e-6);
        Of(10, 11, 12, 13, 14, 15).PValue!.Value.ShouldBeGreaterThan(0.1);
        Of(10, 10, 10, 10, 10).PValue!.Value.ShouldBeGreaterThan(0.5);
        Of(ClassMargins.Least, ClassMargins.Least, ClassMargins.Least, 5).PValue!.Value.ShouldBeInRange(0, 1e-6);
    }

    [Fact]
    public void Three_classes_are_too_few_for_a_p_value() => Of(1, 2, 30).PValue.ShouldBeNull();

    [Fact]
    public void The_p_value_is_a_rate_and_does_not_grow_with_the_largest_margin() =>
        Prop.ForAll(Gen.Choose(1, 100_000).Select(n => n / 100.0).ArrayOf(9).ToArbitrary(), others =>
        {
            var (near, far) = (Of([.. others, others.Max() * 1.1]).PValue!.Value, Of([.. others, others.Max() * 2]).PValue!.Value);
            return near is >= 0 and <= 1 && far is >= 0 and <= 1 && far <= near;
        }).QuickCheckThrowOnFailure();

    private static ClassMargins Of(params double[] margins) => new([.. Enumerable.Range(0, margins.Length)], margins, 0);

    private static ClassMargins Margins(byte[] model)
    {
        ClassMargins? found = null;
        ClassifierTrial.Run(model, (context, classifier) => found = new MaximumMargin(context, classifier, MarginOptions.Quick).Run(_all, "margins", default).Margins);
        return found.ShouldNotBeNull();
    }
}
