using Assay.Contracts.Reports;
using Assay.Domain.Versions;

namespace Assay.Domain.Verdicts;

/// <summary>One file with what is known of its content.</summary>
/// <param name="File">The file.</param>
/// <param name="Formats">Its own format first, then those inside it; empty where it was not inspected.</param>
/// <param name="Findings">With the path filled in, worst first; without those of shadow analysers and those that the policy suppresses.</param>
/// <param name="Suppressed">Findings that the policy does not count.</param>
/// <param name="ExaminedBy">Ids of the analysers, beside the walk, that examined it.</param>
public sealed record ArtifactView(
    VersionFile File,
    IReadOnlyList<string> Formats,
    IReadOnlyList<JudgedFinding> Findings,
    IReadOnlyList<SuppressedFinding> Suppressed,
    IReadOnlyList<string> ExaminedBy)
{
    /// <summary>Bytes that the readers of its formats account for; null where it was not inspected.</summary>
    public long? BytesUnderstood { get; init; }

    /// <summary>What they do not account for.</summary>
    public IReadOnlyList<CoverageGap> Gaps { get; init; } = [];
}
