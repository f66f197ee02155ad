namespace Assay.Formats.Zip;

/// <summary>
/// Lists an archive from both of its descriptions, the central directory and the local headers, since different loaders believe different ones:
/// every disagreement becomes a fact, and what only one of them shows is listed, too.
/// </summary>
public static class ZipReader
{
    /// <summary>Entries read where the caller names no bound.</summary>
    public const int DefaultMaxEntries = 100_000;

    private const int DescriptorMax = 24;

    /// <summary>Lists the archive; a damaged one as far as it goes. Never throws for what the bytes are.</summary>
    public static ZipListing List(ByteSource source, int maxEntries = DefaultMaxEntries, CancellationToken cancellationToken = default)
    {
        if (ZipEnd.Find(source) is not { } end)
        {
            var found = ZipLocalScan.Scan(source, [new(0, source.Length)], maxEntries, cancellationToken, out var rest);
            return new(found) { Damage = "the end record of the archive is missing", Gaps = rest, Cut = found.Count >= maxEntries };
        }
        var entries = new List<ZipEntry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var directory = ZipDirectory.Read(source, end, maxEntries, out var damage);
        foreach (var listed in directory)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var entry = Check(source, listed, out var other);
            entries.Add(names.Add(entry.Name) ? entry : entry with { Faults = entry.Faults | ZipFaults.Duplicate });
            if (other is not null) entries.Add(other);
        }
        var gaps = ZipGaps.Find(source, entries, end, DescriptorMax);
        var hidden = ZipLocalScan.Scan(source, gaps, maxEntries - Math.Min(maxEntries, entries.Count), cancellationToken, out gaps);
        entries.AddRange(hidden);
        return new(entries)
        {
            HasDirectory = true,
            PrefixLength = Math.Max(0, end.Prefix),
            Gaps = gaps,
            Comment = end.Comment,
            Damage = damage,
            Cut = end.Count > maxEntries || entries.Count >= maxEntries,
        };
    }

    // Where the local header contradicts the directory, the entry as the local header describes it is an entry of its own: some loader reads it so.
    private static ZipEntry Check(ByteSource source, ZipEntry entry, out ZipEntry? other)
    {
        other = null;
        if (!source.IsPresent(entry.HeaderOffset, ZipLocalHeader.FixedSize)) return entry with { Faults = entry.Faults | ZipFaults.NotFetched };
        var local = ZipLocalHeader.Read(source, entry.HeaderOffset);
        if (local is null) return entry with { Faults = entry.Faults | ZipFaults.LocalHeaderMissing };
        var faults = entry.Faults;
        if (local.IsEncrypted) faults |= ZipFaults.Encrypted;
        if (local.Name != entry.Name) faults |= ZipFaults.NameDiffers;
        if (local.Method != entry.Method) faults |= ZipFaults.MethodDiffers;
        var stated = !local.HasDescriptor || local.CompressedSize != 0 || local.Size != 0;
        if (stated && (local.CompressedSize != entry.CompressedSize || local.Size != entry.Size)) faults |= ZipFaults.SizeDiffers;
        if (entry.CompressedSize > source.Length - local.DataOffset) faults |= ZipFaults.BeyondEnd;
        entry = entry with { Faults = faults, DataOffset = local.DataOffset, LocalName = local.Name == entry.Name ? null : local.Name };
        if (entry.ExtraLength < local.Unknown.Length) entry = entry with { ExtraOffset = local.Unknown.Offset, ExtraLength = (int)local.Unknown.Length };
        if ((faults & (ZipFaults.MethodDiffers | ZipFaults.SizeDiffers)) == 0) return entry;
        other = entry with
        {
            Name = local.Name,
            Method = local.Method,
            CompressedSize = stated ? Math.Max(0, local.CompressedSize) : entry.CompressedSize,
            Size = stated ? Math.Max(0, local.Size) : entry.Size,
            Faults = faults | ZipFaults.NotListed,
        };
        return entry;
    }
}
