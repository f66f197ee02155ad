namespace Assay.Formats.Zip;

/// <summary>
/// Lists an archive from all of its descriptions, the central directories and the local headers, since different loaders believe different ones:
/// every disagreement becomes a fact, and what only one of them shows is listed, too.
/// </summary>
public static class ZipReader
{
    /// <summary>Entries read where the caller names no bound.</summary>
    public const int DefaultMaxEntries = 100_000;

    private const int DescriptorMax = 24;
    private const int CountModulus = 1 << 16;

    /// <summary>Lists the archive; a damaged one as far as it goes. Never throws for what the bytes are.</summary>
    public static ZipListing List(ByteSource source, int maxEntries = DefaultMaxEntries, CancellationToken cancellationToken = default)
    {
        if (ZipEnd.Find(source) is not { } end)
        {
            var found = ZipLocalScan.Scan(source, [new(0, source.Length)], maxEntries, cancellationToken, out var rest);
            return new(found) { Damage = "the end record of the archive is missing", Gaps = rest, Cut = found.Count >= maxEntries };
        }
        var entries = new List<ZipEntry>();
        var names = new ZipNameSet();
        var directory = ZipDirectory.Read(source, end, maxEntries, out var stopped, out var damage);
        foreach (var listed in directory)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var entry = ZipEntryCheck.Check(source, listed, out var other);
            var fault = names.Add(entry);
            entries.Add(fault == ZipFaults.None ? entry : entry with { Faults = entry.Faults | fault });
            if (other is not null) entries.Add(other);
        }
        var gaps = ZipGaps.Find(source, entries, end, stopped, DescriptorMax);
        var contradictions = Contradictions(end, directory.Count, stopped, maxEntries);
        AddOtherDirectories(source, end, entries, maxEntries, contradictions);
        var hidden = ZipLocalScan.Scan(source, gaps, maxEntries - Math.Min(maxEntries, entries.Count), cancellationToken, out gaps);
        entries.AddRange(hidden);
        return new(entries)
        {
            HasDirectory = true,
            PrefixLength = Math.Max(0, end.Prefix),
            Gaps = gaps,
            Comment = end.Comment,
            Damage = damage,
            Contradictions = contradictions,
            Cut = end.Count > maxEntries || entries.Count >= maxEntries,
        };
    }

    private static List<string> Contradictions(ZipEnd end, int entries, long stopped, int maxEntries)
    {
        var found = new List<string>();
        if (end.IsSplit) found.Add("The end record says that the archive is one of several files.");
        if (entries >= maxEntries) return found;
        if (entries > end.Count && entries % CountModulus != end.Count) found.Add($"The directory has {entries} entries, the end record says {end.Count}.");
        if (stopped - end.DirectoryOffset != end.DirectorySize)
            found.Add($"The directory has {stopped - end.DirectoryOffset} bytes, the end record says {end.DirectorySize}.");
        return found;
    }

    // A directory inside a stored member is that member's own, unless its end record reaches to the end of the file where the chosen one does not.
    private static void AddOtherDirectories(ByteSource source, ZipEnd end, List<ZipEntry> entries, int maxEntries, List<string> contradictions)
    {
        var others = ZipEnd.FindAll(source);
        if (others.All(o => o.DirectoryOffset == end.DirectoryOffset && o.Prefix == end.Prefix)) return;
        var known = entries.Select(e => (e.HeaderOffset, e.Name)).ToHashSet();
        var reaches = end.Comment.Offset + end.Comment.Length == source.Length;
        foreach (var other in others)
        {
            if (other.DirectoryOffset == end.DirectoryOffset && other.Prefix == end.Prefix) continue;
            var isLast = other.Comment.Offset + other.Comment.Length == source.Length;
            if (other.Offset != end.Offset && !(isLast && !reaches) && entries.Exists(e => Covers(e, other.Offset))) continue;
            contradictions.Add($"Some readers take the directory at {other.DirectoryOffset} for the archive's, and not the one at {end.DirectoryOffset}.");
            foreach (var listed in ZipDirectory.Read(source, other, maxEntries - Math.Min(maxEntries, entries.Count), out _, out _))
            {
                if (!known.Add((listed.HeaderOffset, listed.Name))) continue;
                var entry = ZipEntryCheck.Check(source, listed, out var second);
                if (entry.Faults.HasFlag(ZipFaults.LocalHeaderMissing)) continue;
                entries.Add(entry with { Faults = entry.Faults | ZipFaults.OtherDirectory });
                if (second is not null) entries.Add(second);
            }
        }
    }

    private static bool Covers(ZipEntry entry, long offset) => offset >= entry.DataOffset && offset - entry.DataOffset < entry.CompressedSize;
}
