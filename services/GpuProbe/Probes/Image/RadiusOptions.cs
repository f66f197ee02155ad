namespace Assay.GpuProbe.Probes.Image;

/// <summary>How the critical radius of a family is looked for.</summary>
internal sealed record RadiusOptions
{
    public int Steps { get; init; } = 100;

    /// <summary>Images of each group in a step.</summary>
    public int Batch { get; init; } = 12;

    public float First { get; init; } = 0.08f;

    public float Least { get; init; } = 0.004f;

    public float Most { get; init; } = 0.7f;

    /// <summary>The radius shrinks while more than this share is turned, and grows otherwise.</summary>
    public float Quantile { get; init; } = 0.8f;

    public float Shrink { get; init; } = 0.96f;

    public float Grow { get; init; } = 1.03f;

    /// <summary>A step's length, in radii.</summary>
    public float Stride { get; init; } = 0.12f;

    /// <summary>
    /// True: each parameter's gradient is divided by its own size, as few parameters of different kinds need; false: by the mean of all.
    /// </summary>
    public bool EachOnItsOwn { get; init; }

    /// <summary>Not null: the radius stays this, and what is looked for is the set of parameters that turns most.</summary>
    public float? Fixed { get; init; }

    /// <summary>The radius of the first step.</summary>
    public float Initial => Fixed ?? First;

    /// <summary>True: steps become shorter towards the end, so that what is found does not depend on the images that happened to come last.</summary>
    public bool IsSettling { get; init; }

    /// <summary>
    /// What turning every carrier takes off the cost. Where no target is reached within the largest radius, the shares that are turned still tell
    /// them apart.
    /// </summary>
    public float FlipCredit { get; init; }

    /// <summary>Steps at the end whose radii are averaged.</summary>
    public int Tail { get; init; } = 25;

    /// <summary>Deviation of the numbers at the beginning.</summary>
    public float Noise { get; init; }

    public static RadiusOptions Added { get; } = new();

    /// <summary>
    /// What a taught filter needs to turn all images is between a tenth and an eighth in those that this was tried on; with more, honest models are turned as
    /// well.
    /// </summary>
    public static RadiusOptions Coloured { get; } = new()
    {
        Steps = 60,
        Fixed = 0.12f,
        Stride = 0.13f,
        IsSettling = true,
        EachOnItsOwn = true,
        Noise = 0.05f,
    };

    public static RadiusOptions Warped { get; } = new()
    {
        Steps = 120,
        Batch = 10,
        First = 0.25f,
        Least = 0.01f,
        Most = 0.8f,
        Shrink = 0.95f,
        Grow = 1.04f,
        Stride = 0.15f,
        EachOnItsOwn = true,
        Tail = 20,
        Noise = 0.05f,
        FlipCredit = 0.5f,
    };

    public static RadiusOptions Of(ITriggerFamily family) => family switch { AddedPattern => Added, WarpField => Warped, _ => Coloured };
}
