using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;

namespace Assay.GpuProbe.Probes.Image.Scenes;

/// <summary>Draws scenes, with edges smoothed over one pixel. The same scene gives the same picture at every size but for its grain.</summary>
internal sealed class SceneRenderer(ImageInput image)
{
    private const int SpotCells = 8;

    private readonly float _pixel = 2f / Math.Min(image.Height, image.Width);

    /// <summary>Draws scenes, each into a picture of its own.</summary>
    public ImageInputs Draw(ReadOnlySpan<Scene> scenes)
    {
        var pictures = new ImageInputs(new float[scenes.Length * image.Size], image.Size);
        for (var i = 0; i < scenes.Length; i++) Draw(scenes[i], pictures[i]);
        return pictures;
    }

    /// <summary>Draws a scene.</summary>
    /// <param name="scene">What.</param>
    /// <param name="to">Filled: intensities from 0 to 1, channel after channel.</param>
    public void Draw(Scene scene, Span<float> to)
    {
        var area = image.Height * image.Width;
        var body = new Body(scene);
        var chance = new SeededNumbers((ulong)Math.Max(0, scene[Gene.Seed]));
        var spots = Spots(scene, chance);
        var (slopeY, slopeX) = MathF.SinCos(scene[Gene.Slope]);
        var grain = Math.Max(0, scene[Gene.Grain]);
        for (var p = 0; p < area; p++)
        {
            var (row, column) = (p / image.Width, p % image.Width);
            var (x, y) = ((column + 0.5f - (image.Width / 2f)) * _pixel, (row + 0.5f - (image.Height / 2f)) * _pixel);
            var share = Math.Clamp((0.5f * ((x * slopeX) + (y * slopeY))) + 0.5f, 0, 1);
            var (outline, fill, mark) = body.Cover(x, y, _pixel);
            for (var c = 0; c < image.Channels; c++)
            {
                var hue = c % 3;
                var value = Colour(Gene.Background + hue) + (share * (Colour(Gene.OtherBackground + hue) - Colour(Gene.Background + hue)));
                if (spots is not null) value += Spot(spots[hue], row, column);
                value += outline * (Colour(Gene.Outline + hue) - value);
                value += fill * (Colour(Gene.Fill + hue) - value);
                value += mark * (Colour(Gene.Mark + hue) - value);
                // The sum of two even lots less its mean: close to normal, and cheap.
                if (grain > 0) value += grain * 2.45f * (float)(chance.Uniform() + chance.Uniform() - 1);
                to[(c * area) + p] = Math.Clamp(value * scene[Gene.Light], 0, 1);
            }
        }

        float Colour(int gene) => Math.Clamp(scene[gene], 0, 1);
    }

    private static float[][]? Spots(Scene scene, SeededNumbers chance)
    {
        var strength = scene[Gene.Spots];
        if (strength <= 0) return null;
        var cells = new float[3][];
        for (var c = 0; c < cells.Length; c++)
        {
            cells[c] = new float[SpotCells * SpotCells];
            for (var i = 0; i < cells[c].Length; i++) cells[c][i] = strength * (float)chance.Normal();
        }
        return cells;
    }

    private float Spot(float[] cells, int row, int column)
    {
        var (y, x) = (At(row, image.Height), At(column, image.Width));
        var (top, left) = (Math.Min((int)y, SpotCells - 2), Math.Min((int)x, SpotCells - 2));
        var (v, u) = (y - top, x - left);
        var at = (top * SpotCells) + left;
        return ((1 - v) * (((1 - u) * cells[at]) + (u * cells[at + 1]))) + (v * (((1 - u) * cells[at + SpotCells]) + (u * cells[at + SpotCells + 1])));

        static float At(int pixel, int pixels) => Math.Clamp(((pixel + 0.5f) * SpotCells / pixels) - 0.5f, 0, SpotCells - 1);
    }
}
