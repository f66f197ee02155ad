namespace Assay.Storage.Registry;

/// <summary>What became of an act.</summary>
/// <param name="Changed">The versions as they stand now, each with its act; empty where the act was refused.</param>
/// <param name="Refusal">Why, and what to do; null where it was done.</param>
public sealed record RegistryOutcome(IReadOnlyList<(RegistryEntry Entry, RegistryActRecord Act)> Changed, string? Refusal);
