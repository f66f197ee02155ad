using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;
using Assay.GpuProbe.Probes.Image.Scenes;
using Assay.OnnxRuntime;

namespace Assay.Tests.Unit.GpuProbe.Probes.Image.Scenes;

public sealed class SceneRendererTests
{
    [Fact]
    public void A_scene_is_the_same_picture_every_time()
    {
        var scene = new SceneChance(false, new(3)).Next();
        Draw(scene, 3, 24).ShouldBe(Draw(scene, 3, 24));
    }

    [Fact]
    public void A_scene_without_grain_looks_the_same_at_twice_the_size()
    {
        var chance = new SceneChance(false, new(4));
        for (var i = 0; i < 20; i++)
        {
            var scene = chance.Next();
            scene.Genes[Gene.Grain] = 0;
            var (small, large) = (Draw(scene, 3, 32), Draw(scene, 3, 64));
            double difference = 0;
            for (var p = 0; p < small.Length; p++)
            {
                var (c, y, x) = (p / 1024, p / 32 % 32, p % 32);
                var at = (c * 4096) + (2 * y * 64) + (2 * x);
                difference += Math.Abs(small[p] - ((large[at] + large[at + 1] + large[at + 64] + large[at + 65]) / 4));
            }
            (difference / small.Length).ShouldBeLessThan(0.02);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public void However_a_scene_is_varied_its_intensities_stay_within_bounds(int channels)
    {
        var chance = new SeededNumbers(5);
        var lot = new SceneChance(channels == 1, chance);
        for (var i = 0; i < 60; i++)
        {
            var scene = lot.Next();
            for (var round = 0; round < 30; round++) scene = scene.Varied(1, chance).Mixed(lot.Next(), 0.1, chance);
            Draw(scene, channels, 15).ShouldAllBe(v => v >= 0 && v <= 1);
        }
    }

    [Fact]
    public void A_body_covers_its_middle_and_not_the_corners_of_the_picture()
    {
        var scene = new Scene(new float[Gene.Count]);
        scene.Genes[Gene.Radius] = 0.5f;
        scene.Genes[Gene.Aspect] = 1;
        scene.Genes[Gene.Corners] = 4;
        scene.Genes[Gene.Waist] = MathF.Cos(MathF.PI / 4);
        scene.Genes[Gene.HasFill] = 1;
        scene.Genes[Gene.Light] = 1;
        Array.Fill(scene.Genes, 0.75f, Gene.Fill, 3);
        var picture = Draw(scene, 1, 33);
        picture[(16 * 33) + 16].ShouldBe(0.75f, 1e-6);
        picture[0].ShouldBe(0);
        // A square on its corner: reaches half of the way up and to the sides, and less along the diagonals.
        picture[(9 * 33) + 16].ShouldBe(0.75f, 1e-6);
        picture[(10 * 33) + 10].ShouldBe(0);
    }

    private static float[] Draw(Scene scene, int channels, int side)
    {
        var image = new ImageInput("x", OrtElementType.Float, true, channels, side, side, null, 1, [], []);
        var picture = new float[image.Size];
        new SceneRenderer(image).Draw(scene, picture);
        return picture;
    }
}
