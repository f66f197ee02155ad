using Assay.Storage.Attestations;

namespace Assay.Reporting.Attestations;

/// <summary>The attestations of a scan, or why there are none.</summary>
/// <param name="Attestations">The verdict's own last; empty where there are none.</param>
/// <param name="Problem">A sentence: why, and what to do; null where there are.</param>
/// <param name="IsUnknown">True: because there is no such scan.</param>
public sealed record AttestedScan(IReadOnlyList<StoredAttestation> Attestations, string? Problem, bool IsUnknown = false);
