using Assay.Formats.Expansion;

namespace Assay.Inspect.Walk;

/// <summary>How far the walk goes into one artifact.</summary>
public sealed record WalkLimits
{
    /// <summary>Containers inside containers.</summary>
    public int Depth { get; init; } = 8;

    /// <summary>Members of all containers of an artifact.</summary>
    public int Members { get; init; } = 200_000;

    /// <summary>Time for one artifact; a unit of work is stopped at 15 minutes.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(12);

    public ExpansionLimits Expansion { get; init; } = new();

    /// <summary>Canonical text of everything that can change a result: part of the walk's key.</summary>
    public string Canonical() => string.Create(null, $"depth={Depth};members={Members};time={Time.TotalSeconds};")
        + string.Create(null, $"member={Expansion.MemberBytes};total={Expansion.TotalBytes};ratio={Expansion.Ratio}/{Expansion.RatioFloorBytes};growth={Expansion.TotalRatio}/{Expansion.TotalFloorBytes}");
}
