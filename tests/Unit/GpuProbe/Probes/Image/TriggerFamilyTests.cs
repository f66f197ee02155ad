using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;
using Assay.GpuProbe.Interfaces;
using Assay.GpuProbe.Probes.Image;
using Assay.OnnxRuntime;
using Assay.Tests.Models;

namespace Assay.Tests.Unit.GpuProbe.Probes.Image;

public sealed class TriggerFamilyTests
{
    private const int Groups = 2;
    private const int Carriers = 3;

    [Theory]
    [InlineData("added")]
    [InlineData("stamped")]
    [InlineData("coloured")]
    [InlineData("warped")]
    public void A_trigger_in_the_graph_does_what_it_does_to_an_image_in_the_models_file(string name) => WithModel((context, classifier) =>
    {
        var family = TriggerFamilies.Of(name).ShouldNotBeNull();
        var image = classifier.Image;
        var chance = new SeededNumbers(3);
        var sizes = family.Shapes(image).Select(s => (int)s.Aggregate(1L, (a, b) => a * b)).ToArray();
        float[][] parameters = [.. sizes.Select(s => Numbers(Groups * s, () => name == "stamped" ? chance.Uniform() : (chance.Uniform() - 0.5) * 0.6))];
        var carriers = Numbers(Groups * Carriers * image.Size, chance.Uniform);
        var logits = new float[Groups * Carriers * classifier.Classes];
        var (session, reason) = TriggerSession.Open(context, classifier, family, Groups, Carriers, default);
        using (session.ShouldNotBeNull(reason))
        {
            session.GiveCarriers(carriers);
            session.GiveTargets(new long[session.Rows], [.. Enumerable.Repeat(1f, session.Rows)]);
            session.Run(parameters, [.. parameters.Select(p => new float[p.Length])], logits, default);
        }
        var stamped = new float[carriers.Length];
        for (var i = 0; i < Groups * Carriers; i++)
        {
            float[][] own = [.. parameters.Select((p, j) => p.AsSpan(i / Carriers * sizes[j], sizes[j]).ToArray())];
            family.Apply(carriers.AsSpan(i * image.Size, image.Size), stamped.AsSpan(i * image.Size, image.Size), own, image);
        }
        stamped.ShouldAllBe(v => v >= 0 && v <= 1);
        stamped.Zip(carriers).Count(p => Math.Abs(p.First - p.Second) > 0.01).ShouldBeGreaterThan(stamped.Length / 4);
        using var plain = context.Open();
        var expected = new ModelRunner(plain, context.Interface).Scores(new ImageInputs(stamped, image.Size), default);
        for (var i = 0; i < logits.Length; i++) logits[i].ShouldBe(expected.Values[i], 1e-3f, $"logit {i} of {name}");
    });

    private static float[] Numbers(int count, Func<double> next) => [.. Enumerable.Range(0, count).Select(_ => (float)next())];

    private static void WithModel(Action<ProbeContext, ImageClassifier> test) => ClassifierTrial.Run(ImageModels.Planted(), test);
}
