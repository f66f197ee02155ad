namespace Assay.Domain.Trust;

/// <summary>An entry that bears on a version, with the list it stands on.</summary>
public sealed record ListHit(TrustedList List, ListEntry Entry);
