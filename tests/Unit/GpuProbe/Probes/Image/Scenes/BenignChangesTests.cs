using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;
using Assay.GpuProbe.Probes.Image.Scenes;
using Assay.OnnxRuntime;

namespace Assay.Tests.Unit.GpuProbe.Probes.Image.Scenes;

public sealed class BenignChangesTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(1)]
    [InlineData(4)]
    public void The_first_form_is_the_picture_and_the_others_are_near_it_and_within_the_range(int channels)
    {
        var image = new ImageInput("x", OrtElementType.Float, true, channels, 20, 30, null, 1, [], []);
        var (changes, picture) = (new BenignChanges(image), Smooth(image));
        var forms = Enumerable.Range(0, BenignChanges.Count).Select(form =>
        {
            var result = new float[picture.Length];
            changes.Apply(form, picture, result);
            return result;
        }).ToArray();
        forms[0].ShouldBe(picture);
        foreach (var form in forms[1..])
        {
            form.ShouldNotBe(picture);
            form.ShouldAllBe(v => v >= 0 && v <= 1);
            form.Zip(picture).Average(p => Math.Abs(p.First - p.Second)).ShouldBeLessThan(0.2f);
        }
        forms.Select(f => string.Join(' ', f)).Distinct().Count().ShouldBe(BenignChanges.Count);
    }

    [Fact]
    public void A_picture_of_one_grey_stays_grey_where_there_is_one_channel()
    {
        var image = new ImageInput("x", OrtElementType.Float, true, 1, 8, 8, null, 1, [], []);
        var (changes, picture, result) = (new BenignChanges(image), Enumerable.Repeat(0.5f, 64).ToArray(), new float[64]);
        for (var form = 0; form < BenignChanges.Count; form++)
        {
            changes.Apply(form, picture, result);
            result.Distinct().Count().ShouldBe(1);
        }
    }

    private static float[] Smooth(ImageInput image)
    {
        var chance = new SeededNumbers(3);
        var (fy, fx) = (0.2 * chance.Uniform(), 0.2 * chance.Uniform());
        return [.. Enumerable.Range(0, image.Size).Select(i => (float)(0.5 + (0.4 * Math.Sin((fy * (i / image.Width)) + (fx * (i % image.Width))))))];
    }
}
