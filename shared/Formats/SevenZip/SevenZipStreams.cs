namespace Assay.Formats.SevenZip;

/// <summary>The part of a header that says where packed bytes are and what they expand to.</summary>
internal sealed class SevenZipStreams
{
    private const int MaxCoders = 32;
    private long _packPosition;
    private long[] _packSizes = [];
    private readonly List<SevenZipFolder> _folders = [];

    public IReadOnlyList<SevenZipFolder> Folders => _folders;

    /// <summary>Sizes of the files in each folder.</summary>
    public List<long[]> Files { get; } = [];

    public static SevenZipStreams Read(SevenZipCursor cursor)
    {
        var streams = new SevenZipStreams();
        while (true)
        {
            switch (cursor.Byte())
            {
                case SevenZipIds.End:
                    streams.Default();
                    return streams;
                case SevenZipIds.PackInfo:
                    streams.ReadPacks(cursor);
                    break;
                case SevenZipIds.UnpackInfo:
                    streams.ReadFolders(cursor);
                    break;
                case SevenZipIds.SubStreams:
                    streams.ReadFiles(cursor);
                    break;
                default:
                    throw new InvalidDataException("the header has an unknown part");
            }
        }
    }

    private void ReadPacks(SevenZipCursor cursor)
    {
        _packPosition = cursor.Number();
        var count = cursor.Count();
        for (byte id; (id = cursor.Byte()) != SevenZipIds.End;)
        {
            if (id == SevenZipIds.Size)
            {
                _packSizes = new long[count];
                foreach (ref var size in _packSizes.AsSpan()) size = cursor.Number();
            }
            else if (id == SevenZipIds.Crc) cursor.SkipDigests(count);
            else throw new InvalidDataException("the header has an unknown part");
        }
    }

    private void ReadFolders(SevenZipCursor cursor)
    {
        if (cursor.Byte() != SevenZipIds.Folder) throw new InvalidDataException("the header lists no folders");
        var count = cursor.Count();
        if (cursor.Byte() != 0) throw new InvalidDataException("the folders are listed elsewhere");
        var folders = new List<(List<SevenZipCoder> Coders, List<(long In, long Out)> Binds, int Packs)>();
        for (var i = 0; i < count; i++) folders.Add(ReadFolder(cursor));
        if (cursor.Byte() != SevenZipIds.UnpackSizes) throw new InvalidDataException("the header states no sizes");
        var pack = 0;
        var position = _packPosition;
        foreach (var (coders, binds, packs) in folders)
        {
            for (var i = 0; i < coders.Count; i++)
            {
                for (var output = 0L; output < coders[i].Outputs; output++) coders[i] = coders[i] with { Size = cursor.Number() };
            }
            long size = 0;
            for (var i = 0; i < packs; i++) size += pack < _packSizes.Length ? _packSizes[pack++] : 0;
            var chain = packs == 1 ? Chain(coders, binds) : null;
            _folders.Add(new()
            {
                PackOffset = SevenZipReader.SignatureSize + Math.Min(position, long.MaxValue / 4),
                PackSize = Math.Clamp(size, 0, long.MaxValue / 4),
                Size = chain is { Count: > 0 } ? chain[^1].Size : coders.Max(c => c.Size),
                Chain = chain,
                IsEncrypted = coders.Exists(c => c.Id == SevenZipCoder.Aes),
            });
            position += size;
        }
        for (byte id; (id = cursor.Byte()) != SevenZipIds.End;)
        {
            if (id == SevenZipIds.Crc) cursor.SkipDigests(count);
            else throw new InvalidDataException("the header has an unknown part");
        }
    }

    private static (List<SevenZipCoder> Coders, List<(long In, long Out)> Binds, int Packs) ReadFolder(SevenZipCursor cursor)
    {
        var count = cursor.Number();
        if (count is < 1 or > MaxCoders) throw new InvalidDataException("a folder has an impossible number of methods");
        var coders = new List<SevenZipCoder>();
        for (var i = 0; i < count; i++)
        {
            var flags = cursor.Byte();
            long id = 0;
            foreach (var b in cursor.Bytes(flags & 15)) id = (id << 8) | b;
            var (inputs, outputs) = (flags & 0x10) != 0 ? (cursor.Number(), cursor.Number()) : (1, 1);
            if (inputs is < 0 or > MaxCoders || outputs is < 1 or > MaxCoders) throw new InvalidDataException("a method has an impossible number of streams");
            coders.Add(new(id, (flags & 0x20) != 0 ? cursor.Bytes(cursor.Number()).ToArray() : [], 0) { Inputs = inputs, Outputs = outputs });
        }
        var binds = new List<(long, long)>();
        for (var i = coders.Sum(c => c.Outputs) - 1; i > 0; i--) binds.Add((cursor.Number(), cursor.Number()));
        var packs = (int)coders.Sum(c => c.Inputs) - binds.Count;
        if (packs is < 0 or > MaxCoders) throw new InvalidDataException("a folder has an impossible number of streams");
        for (var i = 0; packs > 1 && i < packs; i++) cursor.Number();
        return (coders, binds, packs);
    }

    // From the coder that reads the packed bytes to the one whose output is the files.
    private static List<SevenZipCoder>? Chain(List<SevenZipCoder> coders, List<(long In, long Out)> binds)
    {
        if (coders.Exists(c => c.Inputs != 1 || c.Outputs != 1)) return null;
        var at = Enumerable.Range(0, coders.Count).FirstOrDefault(i => !binds.Exists(b => b.In == i), -1);
        var chain = new List<SevenZipCoder>();
        while (at >= 0 && at < coders.Count && chain.Count < coders.Count)
        {
            chain.Add(coders[at]);
            var output = at;
            var next = binds.FindIndex(b => b.Out == output);
            at = next < 0 ? -1 : (int)Math.Min(binds[next].In, int.MaxValue);
        }
        return chain.Count == coders.Count ? chain : null;
    }

    private void ReadFiles(SevenZipCursor cursor)
    {
        var counts = new int[_folders.Count];
        Array.Fill(counts, 1);
        var id = cursor.Byte();
        if (id == SevenZipIds.FileCounts)
        {
            foreach (ref var count in counts.AsSpan()) count = cursor.Count(SevenZipReader.MaxFilesPerByte);
            id = cursor.Byte();
        }
        for (var i = 0; i < counts.Length; i++)
        {
            var sizes = new long[counts[i]];
            long sum = 0;
            for (var j = 0; j + 1 < sizes.Length && id == SevenZipIds.Size; j++) sum += sizes[j] = cursor.Number();
            // The last one's size is what is left.
            if (sizes.Length > 0) sizes[^1] = Math.Max(0, _folders[i].Size - sum);
            Files.Add(sizes);
        }
        if (id == SevenZipIds.Size) id = cursor.Byte();
        // Checksums of the files are the last part; nothing behind them is needed.
        if (id == SevenZipIds.Crc) cursor.SkipDigests(counts.Sum());
        if (id != SevenZipIds.End && cursor.Byte() != SevenZipIds.End) throw new InvalidDataException("the header has an unknown part");
    }

    private void Default()
    {
        for (var i = Files.Count; i < _folders.Count; i++) Files.Add([_folders[i].Size]);
    }
}
