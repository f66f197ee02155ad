namespace Assay.Formats.Tar;

/// <summary>One entry of a tar archive.</summary>
/// <param name="Name">Untrusted; never a path on this machine.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Offset">Of its data in the source.</param>
/// <param name="Size">Of its data.</param>
/// <param name="LinkTarget">Where a link leads; null for others. Untrusted.</param>
public sealed record TarEntry(string Name, TarEntryKind Kind, long Offset, long Size, string? LinkTarget)
{
    /// <summary>The header's checksum is wrong: some readers stop here, others go on.</summary>
    public bool HasWrongChecksum { get; init; }

    /// <summary>Where the block ends that the data's last byte stands in; the bytes between are padding to every reader.</summary>
    public long PaddedEnd => Offset + ((Size + 511) / 512 * 512);
}
