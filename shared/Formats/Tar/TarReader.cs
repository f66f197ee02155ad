namespace Assay.Formats.Tar;

/// <summary>Lists tar archives: v7, ustar, GNU and pax. Member bytes are windows on the source.</summary>
public static class TarReader
{
    /// <summary>Entries read where the caller names no bound.</summary>
    public const int DefaultMaxEntries = 100_000;

    /// <summary>True where the source begins with a header block whose checksum is right.</summary>
    public static bool Looks(ReadOnlySpan<byte> head) => TarHeader.IsValid(head);

    /// <summary>Lists the archive as far as it makes sense. Never throws for what the bytes are.</summary>
    public static TarListing List(ByteSource source, int maxEntries = DefaultMaxEntries, CancellationToken cancellationToken = default)
    {
        var entries = new List<TarEntry>();
        var block = new byte[TarHeader.BlockSize];
        var extension = new TarExtension();
        long at = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (entries.Count >= maxEntries) return new(entries, at, null, Cut: true);
            var read = source.Read(at, block);
            if (read == 0) return new(entries, at, null, Cut: false);
            if (read < block.Length) return new(entries, at, "the archive ends inside a header", Cut: false);
            if (block.AsSpan().IndexOfAnyExcept((byte)0) < 0) return new(entries, at + block.Length, null, Cut: false);
            if (!TarHeader.IsValid(block)) return new(entries, at, $"the header at {at} has a wrong checksum", Cut: false);
            var type = TarHeader.Type(block);
            var data = at + TarHeader.BlockSize;
            var size = TarHeader.Size(block)!.Value;
            if (extension.TryTake(source, type, data, size))
            {
                if (!TryAdvance(data, size, source.Length, out at)) return new(entries, data, "an extension header is cut off", Cut: false);
                continue;
            }
            var kind = Kind(type, TarHeader.Name(block));
            size = kind == TarEntryKind.File ? extension.Size ?? size : kind == TarEntryKind.Other ? size : 0;
            var link = kind is TarEntryKind.SymbolicLink or TarEntryKind.HardLink ? extension.LinkName ?? TarHeader.LinkName(block) : null;
            entries.Add(new(extension.Name ?? TarHeader.Name(block), kind, data, Math.Min(size, source.Length - data), link));
            extension = new();
            if (!TryAdvance(data, size, source.Length, out at)) return new(entries, source.Length, "the last entry is cut off", Cut: false);
        }
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
        _ => TarEntryKind.Other,
    };
}
