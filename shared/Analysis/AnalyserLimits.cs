namespace Assay.Analysis;

/// <summary>Bounds for one call of an analyser; the walk enforces the time, the analyser the rest.</summary>
public sealed record AnalyserLimits
{
    /// <summary>Longest time for one node.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Most memory for one node, in bytes.</summary>
    public long Memory { get; init; } = 256L << 20;
}
