namespace Assay.Contracts.Messages;

/// <summary>Hint to Conductor: one of the scan's tasks ended or the scan was submitted or cancelled; call Advance. Idempotent.</summary>
public sealed record ScanChanged(Guid ScanId, string? TraceParent = null);
