namespace Assay.Storage.Attestations;

/// <summary>A verdict without statements.</summary>
/// <param name="ScanId">Of the scan.</param>
/// <param name="VerdictId">Of the verdict.</param>
/// <param name="DecidedAt">When it was decided.</param>
public sealed record PendingVerdict(Guid ScanId, Guid VerdictId, DateTimeOffset DecidedAt);
