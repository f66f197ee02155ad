namespace Assay.GpuProbe.Probes.Image.Scenes;

/// <summary>
/// Where the numbers of a <see cref="Scene"/> stand. Lengths are in halves of the picture's shorter side, angles in radians, colours are
/// intensities.
/// </summary>
internal static class Gene
{
    /// <summary>Three intensities each: one side of the background and the other, the body, its outline, the mark on it.</summary>
    public const int Background = 0, OtherBackground = 3, Fill = 6, Outline = 9, Mark = 12;

    /// <summary>The body's centre and radius.</summary>
    public const int X = 15, Y = 16, Radius = 17;

    public const int Rotation = 18;

    /// <summary>Height by width.</summary>
    public const int Aspect = 19;

    /// <summary>Corners, a whole number; twelve are a circle.</summary>
    public const int Corners = 20;

    /// <summary>How far the middles of the sides are from the centre, where the corners are at 1: less than a polygon's makes a star.</summary>
    public const int Waist = 21;

    /// <summary>In radii of the body.</summary>
    public const int OutlineWidth = 22;

    /// <summary>1 where it is drawn.</summary>
    public const int HasFill = 23, HasOutline = 24;

    /// <summary>Of the mark, in radii of the body.</summary>
    public const int MarkScale = 25, MarkWidth = 26, MarkRotation = 27;

    /// <summary>Lines with round ends that the mark is made of, each as x, y, x, y, and 1 where it is drawn. A line of no length is a dot.</summary>
    public const int Lines = 28, LineCount = 6, LineLength = 5;

    /// <summary>Direction in which the background changes.</summary>
    public const int Slope = 58;

    /// <summary>Of large spots on the background, and of single pixels.</summary>
    public const int Spots = 59, Grain = 61;

    /// <summary>What all intensities are multiplied with.</summary>
    public const int Light = 60;

    /// <summary>What spots and grain are drawn from.</summary>
    public const int Seed = 62;

    public const int Count = 63;

    /// <summary>Numbers that describe one thing, which a scene takes over from another as a whole.</summary>
    public static IReadOnlyList<Range> Parts { get; } =
    [
        Background..Fill, Fill..Outline, Outline..Mark, Mark..X, X..Rotation, Rotation..Corners, Corners..OutlineWidth, OutlineWidth..MarkScale,
        MarkScale..Lines, Lines..Slope, Slope..Count,
    ];

    /// <summary>How much each number changes when a scene is varied; 0 for choices.</summary>
    public static IReadOnlyList<float> Steps { get; } =
    [
        .. Enumerable.Repeat(0.15f, X), 0.05f, 0.05f, 0.06f, 0.12f, 0.1f, 0, 0.04f, 0.03f, 0, 0, 0.08f, 0.02f, 0.2f,
        .. Enumerable.Range(0, LineCount * LineLength).Select(i => i % LineLength == LineLength - 1 ? 0 : 0.15f), 0.5f, 0.05f, 0.1f, 0.01f, 0,
    ];
}
