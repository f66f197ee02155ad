using Assay.Domain.Registry;

namespace Assay.Storage.Registry;

/// <summary>An act as it is kept.</summary>
/// <param name="LogIndex">Of its entry in the log.</param>
/// <param name="Id">Of the act.</param>
/// <param name="Kind">What was done.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why; null where nothing was said.</param>
/// <param name="Bundle">The signed envelope with its receipt: a sigstore bundle.</param>
public sealed record RegistryActRecord(
    long LogIndex, Guid Id, RegistryActKind Kind, RegistryActor Actor, DateTimeOffset At, string? Reason, string Bundle);
