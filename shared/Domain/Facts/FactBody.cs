using System.Text.Json.Serialization;
using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;

namespace Assay.Domain.Facts;

/// <summary>What an analyser or probe says of its subject. Stored as JSON (<see cref="Assay.Contracts.AssayJson"/>).</summary>
public sealed record FactBody
{
    /// <summary>Ran, Partial, or Skipped where it is not for such content; a failed run leaves no fact, so that it is tried again.</summary>
    public CoverageStatus Status { get; init; } = CoverageStatus.Ran;

    /// <summary>Why the result is partial; null otherwise.</summary>
    public string? Reason { get; init; }

    /// <summary>Findings; <see cref="FindingLocation.Path"/> is empty, since content has no name: the report fills in the file's path.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Findings that hold where the version lacks another file.</summary>
    public IReadOnlyList<ConditionalFinding> Conditional { get; init; } = [];

    /// <summary>The walk's fact only: format of the artifact itself, then of what was found inside it, without repeats.</summary>
    public IReadOnlyList<string> Formats { get; init; } = [];

    /// <summary>The walk's fact only: what of the artifact no reader accounts for, bounded.</summary>
    public IReadOnlyList<CoverageGap> Gaps { get; init; } = [];

    /// <summary>Probes only.</summary>
    public IReadOnlyList<ProbeReport> Statistics { get; init; } = [];

    /// <summary>Probes only: files with evidence, in the blob store.</summary>
    public IReadOnlyList<AttachmentReport> Attachments { get; init; } = [];

    /// <summary>The fact about a listing only: who vouches for which of its files. Files without a voucher are left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FileVouchers>? Vouchers { get; init; }

    /// <summary>The fact about a listing only: digest of the version's manifest; null where not every file was read whole.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Sha256Digest? Manifest { get; init; }

    /// <summary>Anything that weakens the statement; shown with the coverage.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Bytes of the artifact that the analyser understood; null where it does not say.</summary>
    public long? BytesUnderstood { get; init; }

    public double Seconds { get; init; }
}
