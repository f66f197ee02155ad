namespace Assay.Storage.Registry;

/// <summary>Versions, the latest acted upon first.</summary>
/// <param name="Entries">The versions.</param>
/// <param name="Next">For the next page; null on the last.</param>
public sealed record RegistryPage(IReadOnlyList<RegistryEntry> Entries, long? Next);
