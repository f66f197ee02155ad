using Assay.Contracts.Values;

namespace Assay.Domain.Trust;

/// <summary>The registry's present word on a version.</summary>
/// <param name="State">Approved or revoked.</param>
/// <param name="Manifest">The version's content.</param>
/// <param name="Actor">Who decided.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why; null where none was given.</param>
/// <param name="Replacement">Manifest digest of what to use instead; empty for none.</param>
public sealed record RegistryWord(RegistryState State, Sha256Digest Manifest, string Actor, DateTimeOffset At, string? Reason, Sha256Digest Replacement = default);
