namespace Assay.Domain.Advisories.Imports;

/// <summary>What was read of one record.</summary>
/// <param name="Advisory">The record, checked; null where it cannot be taken.</param>
/// <param name="Problem">Why not; null where it was read.</param>
public sealed record AdvisoryReading(Advisory? Advisory, string? Problem);
