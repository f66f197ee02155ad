using Assay.Contracts.Values;
using Assay.Domain.Verdicts;

namespace Assay.Reporting.Api.Shapes;

/// <summary>A verdict without its report.</summary>
/// <param name="Id">The verdict.</param>
/// <param name="ScanId">The scan that it ended.</param>
/// <param name="Verdict">What the policy said.</param>
/// <param name="Reasons">Why, most important first.</param>
/// <param name="Depth">How far the scan had read.</param>
/// <param name="Policy">SHA-256 of the policy.</param>
/// <param name="Revision">Commit of the version that was scanned; null where the source has none.</param>
/// <param name="DecidedAt">When.</param>
public sealed record VerdictView(
    Guid Id, Guid ScanId, VerdictKind Verdict, IReadOnlyList<string> Reasons, Depth Depth, string Policy, string? Revision, DateTimeOffset DecidedAt)
{
    internal static VerdictView Of(Verdict verdict) => new(
        verdict.Id, verdict.ScanId, verdict.Kind, verdict.Report.Reasons, verdict.Depth, verdict.PolicyDigest.Hex,
        verdict.Report.Source?.Revision, verdict.DecidedAt);
}
