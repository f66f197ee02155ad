namespace Assay.Formats.Expansion;

/// <summary>What is left of an artifact's allowance. One for each artifact, used by one walk.</summary>
/// <param name="limits">How much may be expanded.</param>
/// <param name="artifact">Length of the artifact, which bounds what a sound one expands to.</param>
public sealed class ExpansionBudget(ExpansionLimits limits, long artifact = long.MaxValue)
{
    private readonly long _total = Math.Min(limits.TotalBytes, Math.Max(limits.TotalFloorBytes, (long)Math.Min((double)artifact * limits.TotalRatio, long.MaxValue / 2)));


    public ExpansionLimits Limits { get; } = limits;

    /// <summary>Bytes expanded so far.</summary>
    public long Expanded { get; private set; }

    /// <summary>Bytes that may still be expanded.</summary>
    public long Left => _total - Expanded;

    internal void Spend(long bytes) => Expanded += bytes;
}
