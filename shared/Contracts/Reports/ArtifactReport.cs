using Assay.Contracts.Findings;
using Assay.Contracts.Values;

namespace Assay.Contracts.Reports;

/// <summary>One file of a version.</summary>
/// <param name="Path">Relative to the model's root, forward slashes; quoted, since names are untrusted.</param>
/// <param name="Sha256">Of the bytes that were read; null where they were not.</param>
/// <param name="Size">In bytes, counted where the bytes were read, declared otherwise.</param>
/// <param name="Format">Detected from content; <c>unknown</c> where nothing matched or the bytes were not read.</param>
/// <param name="Findings">Worst first.</param>
/// <param name="Note">Why the file was not read, where it was not.</param>
public sealed record ArtifactReport(string Path, Sha256Digest Sha256, long Size, string Format, IReadOnlyList<Finding> Findings, string? Note = null)
{
    /// <summary>Bytes that the format's readers account for; null where the file was not inspected.</summary>
    public long? BytesUnderstood { get; init; }

    /// <summary>Ranges that they do not account for, the first few; empty for a file that is understood whole.</summary>
    public IReadOnlyList<CoverageGap> NotUnderstood { get; init; } = [];

    /// <summary>Findings that the policy does not count, each with the reason; worst first.</summary>
    public IReadOnlyList<SuppressedFinding> Suppressed { get; init; } = [];

    /// <summary>Who vouches for its bytes, the strongest first; empty where nobody does.</summary>
    public IReadOnlyList<Voucher> Vouchers { get; init; } = [];
}
