using System.Buffers;

namespace Assay.Formats.Zip;

/// <summary>Finds entries by their local headers alone, in parts of an archive that the directory does not account for.</summary>
internal static class ZipLocalScan
{
    private const int Window = 64 * 1024;

    /// <summary>The entries whose headers lie in <paramref name="regions"/>, and what remains of the regions.</summary>
    public static List<ZipEntry> Scan(
        ByteSource source, IReadOnlyList<ZipRegion> regions, int maxEntries, CancellationToken cancellationToken, out IReadOnlyList<ZipRegion> rest)
    {
        var entries = new List<ZipEntry>();
        var remaining = new List<ZipRegion>();
        foreach (var region in regions)
        {
            var at = region.Offset;
            var end = region.Offset + region.Length;
            while (at < end && entries.Count < maxEntries)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var found = IndexOf(source, at, end, "PK\x03\x04"u8);
                if (found < 0) break;
                if (ZipLocalHeader.Read(source, found) is not { } local)
                {
                    remaining.Add(new(at, found + 4 - at));
                    at = found + 4;
                    continue;
                }
                if (found > at) remaining.Add(new(at, found - at));
                var length = Length(source, local, end);
                entries.Add(Entry(local, found, length));
                at = Math.Max(found + 4, local.DataOffset + length);
            }
            if (at < end) remaining.Add(new(at, end - at));
        }
        rest = remaining;
        return entries;
    }

    private static ZipEntry Entry(ZipLocalHeader local, long offset, long length) => new()
    {
        Name = local.Name,
        Method = local.Method,
        CompressedSize = length,
        Size = local.HasDescriptor ? 0 : Math.Max(0, local.Size),
        HeaderOffset = offset,
        DataOffset = local.DataOffset,
        Crc = local.Crc,
        Faults = ZipFaults.NotListed | (local.IsEncrypted ? ZipFaults.Encrypted : ZipFaults.None),
    };

    private static long Length(ByteSource source, ZipLocalHeader local, long end)
    {
        var most = Math.Max(0, end - local.DataOffset);
        if (!local.HasDescriptor || local.CompressedSize > 0) return Math.Clamp(local.CompressedSize, 0, most);
        var descriptor = IndexOf(source, local.DataOffset, end, "PK\x07\x08"u8);
        return descriptor < 0 ? most : descriptor - local.DataOffset;
    }

    private static long IndexOf(ByteSource source, long start, long end, ReadOnlySpan<byte> signature)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Window);
        try
        {
            for (var at = start; at < end;)
            {
                var read = source.Read(at, buffer.AsSpan(0, (int)Math.Min(Window, end - at)));
                if (read < signature.Length) return -1;
                var found = buffer.AsSpan(0, read).IndexOf(signature);
                if (found >= 0) return at + found;
                at += read - (signature.Length - 1);
            }
            return -1;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
