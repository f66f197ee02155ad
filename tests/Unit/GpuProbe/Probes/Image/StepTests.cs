using Assay.Analysis.Probes;
using Assay.GpuProbe.Probes.Image;

namespace Assay.Tests.Unit.GpuProbe.Probes.Image;

/// <summary>The searches' steps are nodes of a graph; they have to do what the same formulas do on the host.</summary>
public sealed class StepTests
{
    /// <summary>Sums are made in another order, and that grows from step to step.</summary>
    private const double Tolerance = 2e-3;

    [Theory]
    [InlineData("added", false)]
    [InlineData("coloured", false)]
    [InlineData("coloured", true)]
    [InlineData("warped", false)]
    [InlineData("added", true)]
    public void Radii_and_triggers_are_those_of_the_formulas(string name, bool isFixed) => WithModel((context, classifier) =>
    {
        var family = TriggerFamilies.Of(name).ShouldNotBeNull();
        var options = RadiusOptions.Of(family) with { Steps = 24, Batch = 5, Tail = 9, Fixed = isFixed ? 0.3f : null };
        var (carriers, groups) = Groups(classifier);
        var (found, reason) = new RadiusSearch(context, classifier, family, options).Run(carriers, groups, "trial", default);
        Agree(found.ShouldNotBeNull(reason), HostSteps.Radius(context, classifier, family, options, carriers, groups, "trial"));
        if (!isFixed) found.Select(f => f.Cost).Distinct().Count().ShouldBeGreaterThan(1);
    });

    [Theory]
    [InlineData(null, false)]
    [InlineData(20f, false)]
    [InlineData(null, true)]
    public void Masks_and_patterns_are_those_of_the_formulas(float? budget, bool priced) => WithModel((context, classifier) =>
    {
        var prices = priced ? PixelPrices.DearMiddle(classifier.Image) : null;
        var options = PatchOptions.Targets with { Steps = 30, Batch = 5, Quantile = 0.5f, Warmup = 12, Budget = budget, Prices = prices };
        var (carriers, groups) = Groups(classifier);
        var (found, reason) = new PatchSearch(context, classifier, options).Run(carriers, groups, "trial", default);
        var expected = HostSteps.Patch(context, classifier, options, carriers, groups, "trial");
        Agree(found.ShouldNotBeNull(reason), expected);
        // Both kinds of end are among them, or what is kept on the way has not been tried.
        if (budget is null && !priced) found.Count(f => f.Cost < Math.Log(ImageModels.Side * ImageModels.Side) - 1e-4).ShouldBeInRange(1, groups.Count);
    });

    [Fact]
    public void Prototypes_are_those_of_the_formulas() => WithModel((context, classifier) =>
    {
        int[] classes = [0, 3, 5];
        var (made, reason) = new PrototypeSynthesis(context, classifier).Run(classes, 1, "trial", default);
        made.ShouldNotBeNull(reason).Answers.ShouldBe(classes);
        var expected = HostSteps.Climb(context, classifier, classes, 40, "trial");
        Farthest(made.Values, expected).ShouldBeLessThan(0.02);
    });

    [Fact]
    public void Each_group_begins_where_it_says() => WithModel((context, classifier) =>
    {
        var still = RadiusOptions.Coloured with { Steps = 2, Stride = 0, Noise = 0 };
        var family = new ColourMap();
        var casts = ColourMap.Casts(classifier.Image, 0.1f).ToList();
        casts.Count.ShouldBe(1 << classifier.Image.Channels);
        casts.ShouldAllBe(c => c.Select(p => p.Length).SequenceEqual(family.Shapes(classifier.Image).Select(s => (int)(s[0] * s[1]))));
        var (carriers, groups) = Groups(classifier);
        SearchGroup[] starting = [groups[0] with { Start = casts[1] }, groups[1], groups[2] with { Start = casts[6] }];
        var (found, _) = new RadiusSearch(context, classifier, family, still).Run(carriers, starting, "trial", default);
        found.ShouldNotBeNull()[0].Parameters.ShouldBe(casts[1]);
        found[1].Parameters.SelectMany(p => p).ShouldAllBe(v => v == 0);
        found[2].Parameters.ShouldBe(casts[6]);
    });

    [Fact]
    public void A_run_with_more_places_than_groups_gives_each_group_its_own_trigger() => WithModel((context, classifier) =>
    {
        var options = RadiusOptions.Added with { Steps = 8, Batch = 300, Tail = 4 };
        var (carriers, groups) = Groups(classifier);
        var (found, _) = new RadiusSearch(context, classifier, new AddedPattern(), options).Run(carriers, groups, "trial", default);
        found.ShouldNotBeNull().Select(f => f.Target).ShouldBe(groups.Select(g => g.Target));
    });

    private static void Agree(IReadOnlyList<FoundTrigger> found, List<FoundTrigger> expected)
    {
        found.Count.ShouldBe(expected.Count);
        for (var g = 0; g < found.Count; g++)
        {
            found[g].Target.ShouldBe(expected[g].Target);
            found[g].Cost.ShouldBe(expected[g].Cost, Tolerance, $"cost of group {g}");
            found[g].FlipRate.ShouldBe(expected[g].FlipRate, Tolerance, $"share of group {g}");
            for (var p = 0; p < found[g].Parameters.Length; p++)
                Farthest(found[g].Parameters[p], expected[g].Parameters[p]).ShouldBeLessThan(0.01, $"parameter {p} of group {g}");
        }
    }

    private static double Farthest(float[] a, float[] b) => a.Zip(b).Max(p => Math.Abs(p.First - p.Second));

    private static (Carriers Carriers, IReadOnlyList<SearchGroup> Groups) Groups(ImageClassifier classifier)
    {
        var chance = new SeededNumbers(11);
        var values = Enumerable.Range(0, 9 * classifier.Image.Size).Select(_ => (float)chance.Uniform()).ToArray();
        int[] answers = [.. Enumerable.Range(0, 9).Select(i => i % 3)];
        var carriers = new Carriers(values, answers, answers, classifier.Image.Size);
        return (carriers, SearchGroup.All(carriers, [0, 2, ImageModels.Target]));
    }

    private static void WithModel(Action<ProbeContext, ImageClassifier> test) => ClassifierTrial.Run(ImageModels.Planted(), test);
}
