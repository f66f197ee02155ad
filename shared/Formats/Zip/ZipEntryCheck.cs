namespace Assay.Formats.Zip;

/// <summary>Compares an entry of the directory with its local header.</summary>
internal static class ZipEntryCheck
{
    /// <summary>
    /// The entry with its faults. Where the local header contradicts the directory, the entry as the local header describes it is an entry of its own:
    /// some loader reads it so.
    /// </summary>
    public static ZipEntry Check(ByteSource source, ZipEntry entry, out ZipEntry? other)
    {
        other = null;
        if (!source.IsPresent(entry.HeaderOffset, ZipLocalHeader.FixedSize)) return entry with { Faults = entry.Faults | ZipFaults.NotFetched };
        var local = ZipLocalHeader.Read(source, entry.HeaderOffset);
        if (local is null) return entry with { Faults = entry.Faults | ZipFaults.LocalHeaderMissing };
        var faults = entry.Faults;
        if (local.IsEncrypted || entry.Method == ZipEntry.Aes) faults |= ZipFaults.Encrypted;
        if (local.Name != entry.Name) faults |= ZipFaults.NameDiffers;
        if (local.Method != entry.Method) faults |= ZipFaults.MethodDiffers;
        var stated = !local.HasDescriptor || local.CompressedSize != 0 || local.Size != 0;
        if (stated && (local.CompressedSize != entry.CompressedSize || local.Size != entry.Size)) faults |= ZipFaults.SizeDiffers;
        if (entry.Method == ZipEntry.Stored && entry.Size != entry.CompressedSize && !faults.HasFlag(ZipFaults.Encrypted)) faults |= ZipFaults.StoredSizesDiffer;
        if (entry.CompressedSize > source.Length - local.DataOffset) faults |= ZipFaults.BeyondEnd;
        entry = entry with
        {
            Faults = faults,
            DataOffset = local.DataOffset,
            LocalName = local.Name == entry.Name ? null : local.Name,
            Flags = entry.Flags | local.Flags,
            Hidden = local.Hidden.Count == 0 ? entry.Hidden : [.. entry.Hidden, .. local.Hidden],
        };
        if ((faults & (ZipFaults.MethodDiffers | ZipFaults.SizeDiffers | ZipFaults.StoredSizesDiffer)) == 0) return entry;
        var size = stated ? Math.Max(0, local.Size) : entry.Size;
        var packed = stated ? Math.Max(0, local.CompressedSize) : entry.CompressedSize;
        other = entry with
        {
            Name = local.Name,
            Method = local.Method,
            // A loader that goes by the expanded size reads on behind the packed one.
            CompressedSize = local.Method == ZipEntry.Stored ? Math.Max(Math.Max(size, packed), entry.Size) : packed,
            Size = size,
            Faults = faults | ZipFaults.NotListed,
        };
        return entry;
    }
}
