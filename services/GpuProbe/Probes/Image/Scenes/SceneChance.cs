using Assay.Analysis.Probes;

namespace Assay.GpuProbe.Probes.Image.Scenes;

/// <summary>Draws scenes by lot: things with a body and a mark where there are colours, mostly strokes where there are none.</summary>
/// <param name="grey">True for pictures of one channel.</param>
/// <param name="chance">The lot.</param>
internal sealed class SceneChance(bool grey, SeededNumbers chance)
{
    private static readonly int[] Corners = [3, 4, 4, 5, 6, 8, Circle, Circle];
    private const int Circle = 12;

    /// <summary>The next scenes.</summary>
    public Scene[] Next(int count) => [.. Enumerable.Range(0, count).Select(_ => Next())];

    public Scene Next()
    {
        var genes = new float[Gene.Count];
        var strokes = Happens(grey ? 0.85 : 0.25);
        Colours(genes);
        Body(genes, strokes);
        Mark(genes, strokes);
        genes[Gene.Slope] = Between(0, 2 * MathF.PI);
        genes[Gene.Spots] = Happens(0.4) ? Between(0, 0.3f) : 0;
        genes[Gene.Light] = grey ? 1 : Between(0.45f, 1.1f);
        genes[Gene.Grain] = Between(0, 0.06f);
        genes[Gene.Seed] = chance.Below(1 << 20);
        return new(genes);
    }

    private void Colours(float[] genes)
    {
        for (var colour = 0; colour < Gene.X; colour += 3)
        {
            var (vivid, pale, shade) = (Happens(0.5), Happens(0.25), (float)chance.Uniform());
            for (var c = 0; c < 3; c++)
            {
                var value = (float)chance.Uniform();
                if (vivid) value = (value > 0.5f ? 0.9f : 0.1f) + Between(-0.05f, 0.05f);
                genes[colour + c] = pale ? shade : value;
            }
        }
        if (grey)
        {
            // Light on dark, or dark on light.
            var light = Happens(0.25);
            Array.Fill(genes, light ? Between(0.8f, 1) : Between(0, 0.12f), Gene.Background, 6);
            Array.Fill(genes, light ? Between(0, 0.2f) : Between(0.7f, 1), Gene.Mark, 3);
        }
        if (Happens(0.3)) Array.Copy(genes, Gene.Background, genes, Gene.OtherBackground, 3);
    }

    private void Body(float[] genes, bool strokes)
    {
        var corners = Corners[chance.Below(Corners.Length)];
        genes[Gene.X] = 0.12f * Math.Clamp((float)chance.Normal(), -2, 2);
        genes[Gene.Y] = 0.12f * Math.Clamp((float)chance.Normal(), -2, 2);
        genes[Gene.Radius] = Between(0.55f, 0.9f);
        genes[Gene.Rotation] = Between(-0.25f, 0.25f) * MathF.PI;
        if (Happens(0.3)) genes[Gene.Rotation] += MathF.PI / corners;
        if (Happens(0.1)) genes[Gene.Rotation] += Between(0, MathF.PI);
        genes[Gene.Aspect] = Happens(0.3) ? Between(0.6f, 1.4f) : 1;
        genes[Gene.Corners] = corners;
        genes[Gene.Waist] = Happens(0.15) ? Between(0.45f, 0.75f) : corners == Circle ? 0.99f : MathF.Cos(MathF.PI / corners);
        genes[Gene.OutlineWidth] = Between(0.06f, 0.2f);
        genes[Gene.HasFill] = !strokes && Happens(0.85) ? 1 : 0;
        genes[Gene.HasOutline] = Happens(strokes ? 0.15 : 0.75) ? 1 : 0;
        genes[Gene.MarkScale] = strokes ? Between(1, 1.5f) : Between(0.4f, 0.75f);
        genes[Gene.MarkWidth] = Between(0.07f, 0.19f);
        genes[Gene.MarkRotation] = Happens(0.5) ? 0 : Between(-0.5f, 0.5f) * MathF.PI;
    }

    private void Mark(float[] genes, bool strokes)
    {
        var line = 0;
        switch (strokes && Happens(0.9) ? 4 : chance.Below(6))
        {
            case 0:
                var bars = 1 + chance.Below(3);
                for (var i = 0; i < bars; i++) Add(-0.7f, 0.55f * (i - ((bars - 1) / 2f)), 0.7f, 0.55f * (i - ((bars - 1) / 2f)));
                break;
            case 1:
                var (dots, from) = (1 + chance.Below(5), Between(0, 2 * MathF.PI));
                for (var i = 0; i < dots; i++)
                {
                    var (y, x) = MathF.SinCos(from + (2 * MathF.PI * i / dots));
                    var distance = dots == 1 ? 0 : 0.6f;
                    Add(distance * x, distance * y, distance * x, distance * y);
                }
                break;
            case 2:
                Add(-0.8f, 0, 0.8f, 0);
                Add(0.8f, 0, 0.3f, 0.5f);
                Add(0.8f, 0, 0.3f, -0.5f);
                break;
            case 3:
                for (var pairs = 1 + chance.Below(3); pairs > 0; pairs--)
                {
                    var (x, y, toX, toY) = (Between(-0.9f, 0.9f), Between(-0.9f, 0.9f), Between(-0.9f, 0.9f), Between(-0.9f, 0.9f));
                    Add(x, y, toX, toY);
                    Add(-x, y, -toX, toY);
                }
                break;
            case 4:
                Path();
                break;
            default: // A body without a mark.
                break;
        }

        void Path()
        {
            var (x, y, angle, turn) = (Between(-0.7f, 0.7f), Between(-0.7f, 0.7f), Between(0, 2 * MathF.PI), 0.9f * (float)chance.Normal());
            for (var lines = 2 + chance.Below(Gene.LineCount - 1); lines > 0; lines--)
            {
                var length = Between(0.5f, 0.8f);
                var (dy, dx) = MathF.SinCos(angle);
                var (toX, toY) = (Math.Clamp(x + (length * dx), -0.9f, 0.9f), Math.Clamp(y + (length * dy), -0.9f, 0.9f));
                Add(x, y, toX, toY);
                (x, y) = (toX, toY);
                angle += turn + (0.5f * (float)chance.Normal());
                if (Happens(0.15)) turn = -turn;
            }
        }

        void Add(float x, float y, float toX, float toY)
        {
            float[] values = [x, y, toX, toY, 1];
            values.CopyTo(genes, Gene.Lines + (Gene.LineLength * line++));
        }
    }

    private bool Happens(double probability) => chance.Uniform() < probability;

    private float Between(float low, float high) => low + ((high - low) * (float)chance.Uniform());
}
