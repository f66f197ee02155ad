namespace Assay.Formats.Zip;

/// <summary>Finds the bytes of an archive that belong to no entry.</summary>
internal static class ZipGaps
{
    /// <summary>More gaps than this say nothing more.</summary>
    private const int MaxGaps = 256;

    private const int Zip64RecordSize = 56;
    private const int Zip64LocatorSize = 20;

    /// <summary>Bytes before, between and behind the entries; up to <paramref name="slack"/> bytes behind an entry may be its data descriptor.</summary>
    public static IReadOnlyList<ZipRegion> Find(ByteSource source, List<ZipEntry> entries, ZipEnd end, long directoryEnd, int slack)
    {
        var used = new List<(long Start, long End, int Index)>(entries.Count + 1);
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            if (entry.Faults.HasFlag(ZipFaults.LocalHeaderMissing) || entry.Faults.HasFlag(ZipFaults.NotListed)) continue;
            if (entry.Faults.HasFlag(ZipFaults.NotFetched))
            {
                // Where its data begins is not known; how long it is, is.
                used.Add((entry.HeaderOffset, Math.Min(source.Length, entry.HeaderOffset + ZipLocalHeader.FixedSize + entry.Name.Length + Math.Max(0, entry.CompressedSize)), i));
                continue;
            }
            used.Add((entry.HeaderOffset, entry.DataOffset + Math.Min(entry.CompressedSize, source.Length - entry.DataOffset), i));
        }
        used.Sort((a, b) => a.Start.CompareTo(b.Start));
        var gaps = new List<ZipRegion>();
        long at = 0;
        var first = true;
        foreach (var (start, stop, index) in used)
        {
            if (start < at && !first) entries[index] = entries[index] with { Faults = entries[index].Faults | ZipFaults.Overlaps };
            Add(source, gaps, at, start, first ? 0 : slack);
            at = Math.Max(at, stop);
            first = false;
        }
        Add(source, gaps, at, end.DirectoryOffset, first ? 0 : slack);
        AddBehindDirectory(source, gaps, directoryEnd, end.Offset);
        Add(source, gaps, end.Comment.Offset + end.Comment.Length, source.Length, 0);
        return gaps;
    }

    // Between the directory and the end record only the ZIP64 records have a place.
    private static void AddBehindDirectory(ByteSource source, List<ZipRegion> gaps, long from, long to)
    {
        Span<byte> head = stackalloc byte[12];
        if (source.Read(from, head) == head.Length && head.StartsWith("PK\x06\x06"u8)) from += Zip64RecordSize;
        if (source.Read(from, head) == head.Length && head.StartsWith("PK\x06\x07"u8)) from += Zip64LocatorSize;
        Add(source, gaps, from, to, 0);
    }

    private static void Add(ByteSource source, List<ZipRegion> gaps, long from, long to, int slack)
    {
        if (to <= from || gaps.Count == MaxGaps || !source.IsPresent(from, to - from)) return;
        if (slack > 0)
        {
            Span<byte> signature = stackalloc byte[4];
            var descriptor = source.Read(from, signature) == 4 && signature.SequenceEqual("PK\x07\x08"u8);
            // A descriptor may lack its signature; then it has 12 or 20 bytes.
            if (to - from is 12 or 16 or 20 || (descriptor && to - from == slack)) return;
            if (descriptor) from += 16;
        }
        gaps.Add(new(from, to - from));
    }
}
