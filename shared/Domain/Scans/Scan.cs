using Assay.Contracts.Values;

namespace Assay.Domain.Scans;

/// <summary>One request to look at one model.</summary>
public sealed record Scan
{
    public required Guid Id { get; init; }

    /// <summary>The run it was submitted with; scans of one run can be listed and cancelled together.</summary>
    public required Guid RunId { get; init; }

    /// <summary>As the user named it: a path, <c>hf://org/name[@revision]</c>.</summary>
    public required string Target { get; init; }

    public required Lane Lane { get; init; }

    public required Depth Depth { get; init; }

    /// <summary>SHA-256 of the policy's canonical text, which is stored.</summary>
    public required Sha256Digest PolicyDigest { get; init; }

    /// <summary>True: nothing may be fetched from a network.</summary>
    public bool Offline { get; init; }

    /// <summary>True: earlier facts and file stamps are not reused.</summary>
    public bool Refresh { get; init; }

    public ScanState State { get; init; }

    public ScanPhase Phase { get; init; }

    /// <summary>Grows with each plan, verdict, cancellation and retry: the guard of optimistic writes.</summary>
    public long Revision { get; init; }

    public Guid? VersionId { get; init; }

    /// <summary>What the model's declared bases resolved to; empty before Ingest, without a declaration, and below depth probe.</summary>
    public IReadOnlyList<BaseModel> Bases { get; init; } = [];

    public Guid? VerdictId { get; init; }

    public VerdictKind? Verdict { get; init; }

    /// <summary>W3C trace context of the request.</summary>
    public string? TraceParent { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public bool IsEnded => State is ScanState.Completed or ScanState.Cancelled;
}
