namespace Assay.Formats.Expansion;

/// <summary>How much compressed data may grow to.</summary>
public sealed record ExpansionLimits
{
    /// <summary>Bytes of one member held in memory; a larger member goes to a temporary file.</summary>
    public long MemoryBytes { get; init; } = 32L << 20;

    /// <summary>Largest member.</summary>
    public long MemberBytes { get; init; } = 8L << 30;

    /// <summary>All members of an artifact together.</summary>
    public long TotalBytes { get; init; } = 20L << 30;

    /// <summary>All members together for one byte of the artifact, counted from <see cref="TotalFloorBytes"/> on.</summary>
    public long TotalRatio { get; init; } = 200;

    /// <summary>So much any artifact may expand to, however small it is: seconds of work.</summary>
    public long TotalFloorBytes { get; init; } = 512L << 20;

    /// <summary>Expanded bytes for one compressed byte, counted from <see cref="RatioFloorBytes"/> on.</summary>
    public long Ratio { get; init; } = 200;

    /// <summary>Below this size any ratio is fine: zeros compress well.</summary>
    public long RatioFloorBytes { get; init; } = 64L << 20;
}
