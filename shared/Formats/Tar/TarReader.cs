namespace Assay.Formats.Tar;

/// <summary>Lists tar archives: v7, ustar, GNU and pax. Member bytes are windows on the source.</summary>
public static class TarReader
{
    /// <summary>Entries read where the caller names no bound.</summary>
    public const int DefaultMaxEntries = 100_000;

    /// <summary>How far behind an archive's end, or behind damage, the next header is looked for.</summary>
    private const long MaxSearch = 256L << 20;

    /// <summary>True where the source begins with a header block, one whose checksum is wrong among them where its mark is there.</summary>
    public static bool Looks(ReadOnlySpan<byte> head) =>
        (TarHeader.IsValid(head) && (head[0] != 0 || head[257..].StartsWith("ustar"u8))) || TarHeader.IsLenient(head);

    /// <summary>Lists the archive as far as it makes sense. Never throws for what the bytes are.</summary>
    public static TarListing List(ByteSource source, int maxEntries = DefaultMaxEntries, CancellationToken cancellationToken = default) =>
        List(source, 0, maxEntries, cancellationToken);

    /// <summary>As above, from an offset on: behind the end of an archive another one may follow, which some readers read, too.</summary>
    public static TarListing List(ByteSource source, long start, int maxEntries, CancellationToken cancellationToken)
    {
        var entries = new List<TarEntry>();
        var block = new byte[TarHeader.BlockSize];
        var global = new TarExtension();
        var extension = new TarExtension(global);
        var at = start;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (entries.Count >= maxEntries) return new(entries, at, null, Cut: true);
            var read = source.Read(at, block);
            if (read == 0) return new(entries, at, null, Cut: false);
            if (read < block.Length) return new(entries, at, "the archive ends inside a header", Cut: false);
            if (block.AsSpan().IndexOfAnyExcept((byte)0) < 0) return new(entries, at + block.Length, null, Cut: false);
            var isValid = TarHeader.IsValid(block);
            if (!isValid && !TarHeader.IsLenient(block)) return new(entries, at, $"the header at {at} has a wrong checksum", Cut: false);
            var type = TarHeader.Type(block);
            var data = at + TarHeader.BlockSize;
            var size = TarHeader.Size(block)!.Value;
            if (extension.TryTake(source, type, data, size))
            {
                if (!TryAdvance(data, size, source.Length, out at)) return new(entries, data, "an extension header is cut off", Cut: false);
                continue;
            }
            var name = TarHeader.Name(block);
            var linkName = TarHeader.LinkName(block);
            var kind = Kind(type, name);
            data += SparseMap(source, block, data);
            size = kind is TarEntryKind.File or TarEntryKind.Other ? extension.Size ?? size : kind == TarEntryKind.Device ? size : 0;
            var link = kind is TarEntryKind.SymbolicLink or TarEntryKind.HardLink ? extension.LinkName ?? linkName : null;
            entries.Add(new(extension.Name ?? name, kind, data, Math.Min(size, Math.Max(0, source.Length - data)), link) { HasWrongChecksum = !isValid });
            extension = new(global);
            if (!TryAdvance(data, size, source.Length, out at)) return new(entries, source.Length, "the last entry is cut off", Cut: false);
        }
    }

    /// <summary>The next header at a multiple of the block size from <paramref name="from"/> on, behind zeros or damage; null where there is none.</summary>
    public static long? FindHeader(ByteSource source, long from, CancellationToken cancellationToken)
    {
        var blocks = new byte[TarHeader.BlockSize * 128];
        var end = Math.Min(source.Length, from + MaxSearch);
        for (var at = from; at < end;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = source.Read(at, blocks) / TarHeader.BlockSize * TarHeader.BlockSize;
            if (read == 0) return null;
            for (var i = 0; i < read; i += TarHeader.BlockSize)
            {
                if (Looks(blocks.AsSpan(i, TarHeader.BlockSize))) return at + i;
            }
            at += read;
        }
        return null;
    }

    // Old GNU archives put what does not fit the header into blocks behind it, which the size does not count.
    private static long SparseMap(ByteSource source, byte[] block, long data)
    {
        long length = 0;
        for (var more = TarHeader.IsExtended(block); more; more = TarHeader.IsExtendedAgain(block))
        {
            if (source.Read(data + length, block.AsSpan()) < block.Length) break;
            length += block.Length;
        }
        return length;
    }

    private static bool TryAdvance(long data, long size, long length, out long next)
    {
        next = data;
        if (size > length - data) return false;
        next = data + ((size + TarHeader.BlockSize - 1) / TarHeader.BlockSize * TarHeader.BlockSize);
        return true;
    }

    private static TarEntryKind Kind(byte type, string name) => type switch
    {
        (byte)'0' or 0 or (byte)'7' or (byte)'S' => name.EndsWith('/') ? TarEntryKind.Directory : TarEntryKind.File,
        (byte)'1' => TarEntryKind.HardLink,
        (byte)'2' => TarEntryKind.SymbolicLink,
        (byte)'5' => TarEntryKind.Directory,
        (byte)'3' or (byte)'4' or (byte)'6' => TarEntryKind.Device,
        _ => TarEntryKind.Other,
    };
}
