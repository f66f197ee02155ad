namespace Assay.Formats.Gguf;

/// <summary>Reads the table of tensors and checks where their data lies.</summary>
internal sealed class GgufTensorTable(
    ByteSource source, GgufCursor cursor, int version, List<GgufTensor> tensors, Func<string, long, string?, bool> fault)
{
    /// <summary>Programs with a fixed field for names have 64 bytes, some forks 128.</summary>
    private const int MaxName = 127;
    private const int MaxDimensions = 4;

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<ulong> _offsets = [];

    public int UnknownTypes { get; private set; }

    public bool Read(ulong count, int max, CancellationToken cancellationToken)
    {
        for (ulong i = 0; i < count; i++)
        {
            if ((i & 0xff) == 0) cancellationToken.ThrowIfCancellationRequested();
            if (tensors.Count >= max || !Entry()) return false;
        }
        return true;
    }

    /// <summary>Places the tensors behind the header; returns where the last one ends.</summary>
    public long Place(long alignment)
    {
        var start = Aligned(cursor.Position, alignment);
        var end = tensors.Count == 0 ? cursor.Position : start;
        for (var i = 0; i < tensors.Count; i++)
        {
            var tensor = tensors[i];
            if (_offsets[i] % (ulong)alignment != 0) fault("a tensor is not aligned", tensor.EntryOffset, tensor.Name);
            var outside = _offsets[i] > (ulong)source.Length || start + (long)_offsets[i] > source.Length
                || tensor.Length > source.Length - start - (long)_offsets[i];
            if (outside) fault("a tensor's data lies outside the file", tensor.EntryOffset, tensor.Name);
            tensors[i] = tensor with { DataOffset = outside ? -1 : start + (long)_offsets[i] };
        }
        foreach (var tensor in tensors.Where(t => t.DataOffset >= 0).OrderBy(t => t.DataOffset))
        {
            if (tensor.DataOffset < end) fault("the data of two tensors overlap", tensor.EntryOffset, tensor.Name);
            else if (tensor.DataOffset > Aligned(end, alignment) && UnknownTypes == 0)
                fault($"{tensor.DataOffset - end} bytes in front of a tensor belong to none", tensor.EntryOffset, tensor.Name);
            end = Math.Max(end, tensor.DataOffset + (tensor.Length ?? 0));
        }
        // The size of an unknown type is not known, so what is behind the last tensor is not known to be foreign.
        return UnknownTypes > 0 ? source.Length : Math.Min(source.Length, Aligned(end, alignment));
    }

    private bool Entry()
    {
        var at = cursor.Position;
        if (!cursor.TryText(version, 4096, out var name, out var valid)) return fault("a tensor's name ends behind the file", at, null);
        Name(name, valid, at);
        if (!cursor.TryUInt32(out var rank)) return fault("the file ends inside the table of tensors", at, name);
        if (rank > MaxDimensions) return fault($"a tensor has {rank} dimensions; there are at most {MaxDimensions}", at, name);
        var dimensions = new long[rank];
        ulong elements = 1;
        var sound = true;
        for (var i = 0; i < rank; i++)
        {
            if (!cursor.TryCount(version, out var dimension)) return fault("the file ends inside the table of tensors", at, name);
            sound &= dimension is > 0 and <= long.MaxValue && (UInt128)elements * dimension <= long.MaxValue;
            elements = sound ? elements * dimension : 0;
            dimensions[i] = unchecked((long)dimension);
        }
        if (!cursor.TryUInt32(out var type) || !cursor.TryUInt64(out var offset)) return fault("the file ends inside the table of tensors", at, name);
        if (!sound) fault("a tensor's dimensions are zero or their product overflows", at, name);
        tensors.Add(new(name, dimensions, type, 0, sound ? Length(type, elements, dimensions, at, name) : null, at));
        _offsets.Add(offset);
        return true;
    }

    private void Name(string name, bool valid, long at)
    {
        if (!valid) fault("a tensor's name is not UTF-8", at, name);
        if (name.Length is 0 or > MaxName || GgufReader.HasControl(name)) fault("a tensor's name is empty, too long or has control characters", at, name);
        if (GgufReader.IsPath(name)) fault("a tensor's name is a path", at, name);
        if (!_names.Add(name)) fault("a tensor's name stands twice", at, name);
    }

    private long? Length(uint type, ulong elements, long[] dimensions, long at, string name)
    {
        if (GgufElementType.Block(type) is not { } block)
        {
            UnknownTypes++;
            if (!GgufElementType.IsPlausible(type)) fault($"a tensor has the type {type}, which does not exist", at, name);
            return null;
        }
        var row = dimensions.Length == 0 ? 1 : dimensions[0];
        if (row % block.Elements != 0)
        {
            fault($"a tensor's rows have {row} elements; the type is stored in blocks of {block.Elements}", at, name);
            return null;
        }
        var bytes = (UInt128)elements / (UInt128)block.Elements * (UInt128)block.Bytes;
        return bytes <= long.MaxValue ? (long)bytes : long.MaxValue;
    }

    private static long Aligned(long offset, long alignment) =>
        offset > long.MaxValue - alignment ? offset : (offset + alignment - 1) / alignment * alignment;
}
