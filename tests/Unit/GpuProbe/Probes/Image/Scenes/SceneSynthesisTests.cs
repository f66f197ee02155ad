using Assay.Analysis.Probes.Feeding;
using Assay.GpuProbe.Probes.Image;
using Assay.GpuProbe.Probes.Image.Scenes;

namespace Assay.Tests.Unit.GpuProbe.Probes.Image.Scenes;

public sealed class SceneSynthesisTests
{
    [Fact]
    public void Every_class_of_a_model_without_gradients_gets_pictures_that_it_is_sure_of_and_that_differ()
    {
        var carriers = Made(ImageModels.Rounded(planted: false), 1);
        carriers.Alive.Count.ShouldBe(ImageModels.Classes);
        carriers.Reached.ShouldBeGreaterThan(0.9);
        for (var i = 1; i < carriers.Count; i++) carriers[i].SequenceEqual(carriers[i - 1]).ShouldBeFalse();
    }

    [Fact]
    public void The_same_seed_makes_the_same_pictures_and_another_seed_others()
    {
        var (first, again, other) = (Made(ImageModels.Honest(), 1), Made(ImageModels.Honest(), 1), Made(ImageModels.Honest(), 2));
        again.Values.ShouldBe(first.Values);
        other.Values.ShouldNotBe(first.Values);
    }

    [Fact]
    public void Pictures_of_chosen_classes_come_in_their_order()
    {
        var carriers = Made(ImageModels.Honest(), 1);
        carriers.Wanted.ShouldBe([0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5]);
        carriers.Only(new HashSet<int> { 1, 4 }).Wanted.ShouldBe([1, 1, 1, 4, 4, 4]);
    }

    private static Carriers Made(byte[] model, ulong seed)
    {
        Carriers? made = null;
        ClassifierTrial.Run(model, (context, classifier) =>
        {
            using var session = context.Open();
            var runner = new ModelRunner(session, context.Interface);
            var synthesis = new SceneSynthesis(context with { Seed = seed }, runner, classifier.Image, context.Interface.Scores!.Kind);
            made = synthesis.Run([.. Enumerable.Range(0, ImageModels.Classes)], 3, "test", default);
        });
        return made.ShouldNotBeNull();
    }
}
