namespace Assay.Formats.Tar;

/// <summary>What a tar archive contains.</summary>
/// <param name="Entries">In order.</param>
/// <param name="End">Offset behind the last entry that made sense.</param>
/// <param name="Damage">Why reading stopped early; null where the archive ended properly.</param>
/// <param name="Cut">True where there are more entries than were read.</param>
public sealed record TarListing(IReadOnlyList<TarEntry> Entries, long End, string? Damage, bool Cut);
