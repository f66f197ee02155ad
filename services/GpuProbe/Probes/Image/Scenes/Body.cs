namespace Assay.GpuProbe.Probes.Image.Scenes;

/// <summary>The body and the mark of a scene: how much of a pixel each covers.</summary>
internal readonly struct Body
{
    private readonly Scene _scene;
    private readonly float _sin;
    private readonly float _cos;
    private readonly float _markSin;
    private readonly float _markCos;
    private readonly float _segment;
    private readonly float _sinHalf;

    public Body(Scene scene)
    {
        _scene = scene;
        (_sin, _cos) = MathF.SinCos(scene[Gene.Rotation]);
        (_markSin, _markCos) = MathF.SinCos(scene[Gene.MarkRotation]);
        _segment = 2 * MathF.PI / scene[Gene.Corners];
        _sinHalf = MathF.Sin(_segment / 2);
    }

    /// <summary>From 0 to 1 each; the outline's share is that of everything within it.</summary>
    public (float Outline, float Fill, float Mark) Cover(float x, float y, float pixel)
    {
        (x, y) = (x - _scene[Gene.X], y - _scene[Gene.Y]);
        var radius = Math.Max(_scene[Gene.Radius], 0.05f);
        var u = ((x * _cos) + (y * _sin)) / radius;
        var v = ((y * _cos) - (x * _sin)) / radius / Math.Max(_scene[Gene.Aspect], 0.2f);
        var (outline, fill) = (0f, 0f);
        var (hasOutline, hasFill) = (_scene[Gene.HasOutline] > 0.5f, _scene[Gene.HasFill] > 0.5f);
        if (hasOutline || hasFill)
        {
            var outside = (MathF.Sqrt((u * u) + (v * v)) - Edge(u, v)) * radius;
            if (hasOutline) outline = Share(outside, pixel);
            if (hasFill) fill = Share(hasOutline ? outside + (_scene[Gene.OutlineWidth] * radius) : outside, pixel);
        }
        return (outline, fill, Mark(u, v, radius, pixel));
    }

    /// <summary>
    /// How far the edge is from the centre in the direction of a point: between a corner at 1 and the middle of a side it is a straight line.
    /// </summary>
    private float Edge(float u, float v)
    {
        var angle = MathF.Atan2(u, -v);
        angle -= _segment * MathF.Floor(angle / _segment);
        angle = Math.Min(angle, _segment - angle);
        var waist = _scene[Gene.Waist];
        return waist * _sinHalf / Math.Max((waist * MathF.Sin((_segment / 2) - angle)) + MathF.Sin(angle), 1e-3f);
    }

    private float Mark(float u, float v, float radius, float pixel)
    {
        var scale = Math.Max(_scene[Gene.MarkScale], 0.05f);
        var (x, y) = (((u * _markCos) + (v * _markSin)) / scale, ((v * _markCos) - (u * _markSin)) / scale);
        var nearest = float.PositiveInfinity;
        for (var line = 0; line < Gene.LineCount; line++)
        {
            var at = Gene.Lines + (line * Gene.LineLength);
            if (_scene[at + 4] < 0.5f) continue;
            var (fromX, fromY) = (_scene[at], _scene[at + 1]);
            var (alongX, alongY) = (_scene[at + 2] - fromX, _scene[at + 3] - fromY);
            var part = ((x - fromX) * alongX) + ((y - fromY) * alongY);
            part = Math.Clamp(part / Math.Max((alongX * alongX) + (alongY * alongY), 1e-6f), 0, 1);
            var (dx, dy) = (x - fromX - (part * alongX), y - fromY - (part * alongY));
            nearest = Math.Min(nearest, (dx * dx) + (dy * dy));
        }
        return float.IsInfinity(nearest) ? 0 : Share(((MathF.Sqrt(nearest) * scale) - (1.2f * _scene[Gene.MarkWidth])) * radius, pixel);
    }

    private static float Share(float outside, float pixel) => Math.Clamp(0.5f - (outside / pixel), 0, 1);
}
