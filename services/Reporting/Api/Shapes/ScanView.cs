using Assay.Contracts.Values;
using Assay.Domain.Scans;

namespace Assay.Reporting.Api.Shapes;

/// <summary>A scan in a list.</summary>
/// <param name="Id">The scan.</param>
/// <param name="RunId">The submission that it came with.</param>
/// <param name="Target">As it was submitted; untrusted text.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Phase">Which part of the plan it is in.</param>
/// <param name="Verdict">The verdict of this scan; null until it is completed. The target's earlier verdict stands until then.</param>
/// <param name="Depth">How much it reads.</param>
/// <param name="Lane">Which queue it waits in.</param>
/// <param name="Policy">SHA-256 of its policy.</param>
/// <param name="CreatedAt">When it was submitted.</param>
/// <param name="EndedAt">When it ended; null before.</param>
/// <param name="Links">Where to go on.</param>
public sealed record ScanView(
    Guid Id, Guid RunId, string Target, ScanState State, ScanPhase Phase, VerdictKind? Verdict, Depth Depth, Lane Lane,
    string Policy, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt, ScanLinks Links)
{
    internal static ScanView Of(Scan scan) => new(
        scan.Id, scan.RunId, scan.Target, scan.State, scan.Phase, scan.Verdict, scan.Depth, scan.Lane,
        scan.PolicyDigest.Hex, scan.CreatedAt, scan.EndedAt, ScanLinks.Of(scan.Id));
}
