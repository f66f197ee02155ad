namespace Assay.Inspect.Walk;

/// <summary>
/// Sums up the members of a container that are no known format. Weights that are all zeros compress a thousand to one, too, and that is fine: they are
/// in arrays, checkpoints, files of a format. Megabytes of nothing in particular out of some kilobytes are there to be expanded.
/// </summary>
internal sealed class ExpansionTally
{
    private const long MinExpanded = 8L << 20;
    private const long MinRatio = 100;

    /// <summary>Expanded bytes.</summary>
    public long Expanded { get; private set; }

    /// <summary>What they were expanded from, through all containers.</summary>
    public double Packed { get; private set; }

    public bool IsBomb => Expanded >= MinExpanded && Expanded / Math.Max(1, Packed) >= MinRatio;

    public void Add(long expanded, double growth)
    {
        Expanded += expanded;
        Packed += expanded / Math.Max(1, growth);
    }
}
