namespace Assay.Formats.Expansion;

/// <summary>What is left of an artifact's allowance. One for each artifact, used by one walk.</summary>
public sealed class ExpansionBudget(ExpansionLimits limits)
{
    public ExpansionLimits Limits { get; } = limits;

    /// <summary>Bytes expanded so far.</summary>
    public long Expanded { get; private set; }

    /// <summary>Bytes that may still be expanded.</summary>
    public long Left => Limits.TotalBytes - Expanded;

    internal void Spend(long bytes) => Expanded += bytes;
}
