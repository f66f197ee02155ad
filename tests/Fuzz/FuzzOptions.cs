namespace Assay.Tests.Fuzz;

/// <summary>How much and how hard.</summary>
internal sealed record FuzzOptions
{
    public long Count { get; init; } = 100_000;

    /// <summary>Number of the first input, to go on where a run was ended or to see one part of it again.</summary>
    public long First { get; init; }

    public int Seed { get; init; } = 1;

    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Longer inputs are cut: short ones find the same and are a hundred times as many.</summary>
    public int MaxLength { get; init; } = 4096;

    public TimeSpan MaxTime { get; init; } = TimeSpan.FromSeconds(5);

    public long MaxAllocated { get; init; } = 256L << 20;

    public int MaxFailures { get; init; } = 50;

    /// <summary>Where inputs that fail are kept.</summary>
    public string Output { get; init; } = "artifacts/fuzz";
}
