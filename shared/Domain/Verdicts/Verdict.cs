using Assay.Contracts.Reports;
using Assay.Contracts.Values;

namespace Assay.Domain.Verdicts;

/// <summary>A verdict as it is kept: immutable, one for each scan; the newest of a target is its current one.</summary>
public sealed record Verdict
{
    public required Guid Id { get; init; }

    public required Guid ScanId { get; init; }

    public required string Target { get; init; }

    public Guid? VersionId { get; init; }

    public required VerdictKind Kind { get; init; }

    public required Depth Depth { get; init; }

    public required Sha256Digest PolicyDigest { get; init; }

    /// <summary>What the installation offered, see <see cref="Facts.CatalogDigest"/>; empty where it is not known, which no later scan matches.</summary>
    public Sha256Digest CatalogDigest { get; init; }

    /// <summary>The full report, from which every format is rendered.</summary>
    public required ModelReport Report { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }
}
