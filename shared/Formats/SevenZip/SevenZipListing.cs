namespace Assay.Formats.SevenZip;

/// <summary>What a 7z archive contains.</summary>
/// <param name="Files">In the order of the header.</param>
/// <param name="Folders">In the order of their packed bytes.</param>
/// <param name="HeaderOffset">Where the header stands in the source.</param>
/// <param name="End">Offset behind the archive.</param>
/// <param name="Damage">Why the header could not be read; null where it could.</param>
public sealed record SevenZipListing(
    IReadOnlyList<SevenZipFile> Files, IReadOnlyList<SevenZipFolder> Folders, long HeaderOffset, long End, string? Damage)
{
    /// <summary>True where even the names are encrypted.</summary>
    public bool IsEncrypted { get; init; }
}
