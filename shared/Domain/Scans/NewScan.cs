using Assay.Contracts.Values;

namespace Assay.Domain.Scans;

/// <summary>A scan to submit.</summary>
public sealed record NewScan
{
    public required Guid Id { get; init; }

    public required Guid RunId { get; init; }

    public required string Target { get; init; }

    public Lane Lane { get; init; } = Lane.Normal;

    public Depth Depth { get; init; } = Depth.Full;

    public required Sha256Digest PolicyDigest { get; init; }

    public bool Offline { get; init; }

    public bool Refresh { get; init; }

    public string? TraceParent { get; init; }
}
