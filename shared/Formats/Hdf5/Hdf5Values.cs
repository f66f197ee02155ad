namespace Assay.Formats.Hdf5;

/// <summary>Takes the texts and bytes out of attributes and small datasets.</summary>
internal sealed class Hdf5Values(Hdf5Space space, Hdf5GlobalHeap heap)
{
    private const int MaxElements = 65_536;
    private const long MaxBytes = 128L << 20;
    private const int MaxValues = 100_000;

    private readonly List<Hdf5Value> _values = [];
    private long _left = MaxBytes;

    public IReadOnlyList<Hdf5Value> All => _values;

    /// <summary>Keeps the elements of <paramref name="data"/> where they hold text or bytes.</summary>
    public void Add(string path, string name, long address, Hdf5Type type, long count, ReadOnlyMemory<byte> data)
    {
        if (!type.HoldsBytes || _values.Count >= MaxValues) return;
        var elements = new List<ReadOnlyMemory<byte>>();
        var cut = false;
        if (type.Class == Hdf5Type.FixedPoint) elements.Add(data);
        else
        {
            var size = type.Class == Hdf5Type.Varying ? 8L + space.OffsetSize : type.Size;
            for (long i = 0; i < count && size > 0; i++)
            {
                cut = i >= MaxElements || ((i + 1) * size) > data.Length;
                // The last element of a text that is cut off still says what it says.
                if (cut && (i >= MaxElements || i * size >= data.Length || type.Class == Hdf5Type.Varying)) break;
                var element = data.Slice((int)(i * size), (int)Math.Min(size, data.Length - (i * size)));
                if (type.Class == Hdf5Type.Varying) cut |= !Varying(element.Span, elements, type);
                else elements.Add(type.IsText ? Trim(element) : element);
            }
        }
        _left -= elements.Sum(e => (long)e.Length);
        if (_left < 0)
        {
            space.Limit("there are more texts than are kept", address);
            return;
        }
        _values.Add(new(path, name, space.Start + Math.Max(0, address), elements, cut));
    }

    private bool Varying(ReadOnlySpan<byte> element, List<ReadOnlyMemory<byte>> elements, Hdf5Type type)
    {
        var cursor = space.Cursor(element);
        var (length, address, index) = (cursor.U32(), cursor.Offset(), cursor.U32());
        if (length == 0 || address is 0 or Hdf5Cursor.Undefined)
        {
            elements.Add(default);
            return true;
        }
        if (heap.Find(address, index) is not { } value) return false;
        // Of a sequence the length counts elements, which may be longer than a byte: all that is there is kept.
        elements.Add(type.IsText ? Trim(value[..(int)Math.Min(length, value.Length)]) : value);
        return true;
    }

    private static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> text)
    {
        var end = text.Span.LastIndexOfAnyExcept((byte)0) + 1;
        return text[..end];
    }
}
