using Assay.Contracts.Reports;

namespace Assay.Inspect.Walk;

/// <summary>How much of a node's bytes is accounted for.</summary>
/// <param name="Length">Of the node.</param>
/// <param name="Understood">Of these; never more.</param>
internal sealed record NodeCoverage(long Length, long Understood)
{
    public long Missing => Length - Understood;

    /// <summary>What is missing, where the reader says; empty where nothing is, or where it only knows how far it came.</summary>
    public IReadOnlyList<ByteRange> Unread { get; init; } = [];

    /// <summary>The better of two readings of the same bytes.</summary>
    public NodeCoverage Or(NodeCoverage other) => other.Understood > Understood ? other : this;
}
