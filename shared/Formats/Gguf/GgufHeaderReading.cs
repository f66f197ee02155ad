namespace Assay.Formats.Gguf;

/// <summary>One reading of a header: magic, counts, metadata, then the table of tensors.</summary>
internal sealed class GgufHeaderReading(ByteSource source, CancellationToken cancellationToken)
{
    /// <summary>Far above honest headers, so that only invented ones meet it.</summary>
    private const int MaxEntries = 200_000;
    private const int MaxTensors = 1_000_000;
    private const int MaxFaults = 200;
    private const int MaxKey = 65_535;

    /// <summary>Texts kept in all; what is behind is checked and not kept.</summary>
    private const long MaxKept = 48L << 20;
    private const int MaxItems = 256;
    private const int MaxDepth = 8;
    private const int MinEntry = 8 + 4 + 1;
    private const int MinTensor = 8 + 4 + 4 + 8;

    private readonly GgufCursor _cursor = new(source, 4);
    private readonly List<GgufEntry> _metadata = [];
    private readonly List<GgufTensor> _tensors = [];
    private readonly List<GgufFault> _faults = [];
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private long _kept;
    private int _version;
    private int _unknownTypes;

    public GgufFile Run()
    {
        var complete = Header(out var dataEnd);
        return new(_version, _cursor.BigEndian, _metadata, _tensors, _faults, _cursor.Position, complete ? dataEnd : _cursor.Position, complete)
        {
            UnknownTypes = _unknownTypes,
        };
    }

    private bool Header(out long dataEnd)
    {
        dataEnd = 0;
        if (!_cursor.TryUInt32(out var version)) return Fault("the file ends inside the header");
        if (version is 0 or > 0xffff)
        {
            _cursor.BigEndian = true;
            version = System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(version);
        }
        if (version is < 1 or > 3) return Fault($"the version is {version}; there are 1, 2 and 3");
        _version = (int)version;
        if (!_cursor.TryCount(_version, out var tensors) || !_cursor.TryCount(_version, out var entries)) return Fault("the file ends inside the header");
        if (tensors > (ulong)(_cursor.Left / (_version == 1 ? MinTensor - 8 : MinTensor)) || tensors > MaxTensors)
            Fault($"the header counts {tensors} tensors, more than the file could describe");
        if (entries > (ulong)(_cursor.Left / (_version == 1 ? MinEntry - 4 : MinEntry)) || entries > MaxEntries)
            Fault($"the header counts {entries} metadata pairs, more than the file could hold");
        for (ulong i = 0; i < entries; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (i >= MaxEntries || !Entry()) return false;
        }
        return Table(tensors, out dataEnd);
    }

    private bool Entry()
    {
        var at = _cursor.Position;
        if (!_cursor.TryText(_version, MaxKey + 1, out var key, out var valid)) return Fault("a metadata key ends behind the file", at);
        if (!valid) Fault("a metadata key is not UTF-8", at);
        if (key.Length == 0 || key.Length > MaxKey || GgufReader.HasControl(key)) Fault("a metadata key is empty, too long or has control characters", at, key);
        if (_keys.Count < MaxEntries && !_keys.Add(key)) Fault("a metadata key stands twice; loaders differ in which one counts", at, key);
        if (!_cursor.TryUInt32(out var type)) return Fault("the file ends inside a metadata pair", at, key);
        var offset = _cursor.Position;
        List<string>? items = null;
        if (!Value(type, key, 0, out var text, out var number, ref items)) return false;
        _metadata.Add(new(key, (GgufValueType)type, offset, text, number, items));
        return true;
    }

    private bool Value(uint type, string key, int depth, out string? text, out long? number, ref List<string>? items)
    {
        (text, number) = (null, null);
        var at = _cursor.Position;
        switch ((GgufValueType)type)
        {
            case GgufValueType.Text:
                if (!_cursor.TryText(_version, _kept < MaxKept ? GgufReader.MaxText : 0, out var value, out _)) return Fault("a text ends behind the file", at, key);
                _kept += value.Length;
                text = value;
                return true;
            case GgufValueType.Array:
                return Items(key, depth, ref items);
            case GgufValueType.Float32 or GgufValueType.Float64:
                return _cursor.TrySkip(type == 6 ? 4u : 8u) || Fault("the file ends inside a value", at, key);
            default:
                if (Size(type) is not { } size) return Fault($"a metadata value has the type {type}, which does not exist", at, key);
                if (!_cursor.TryInteger(size, type is 1 or 3 or 5 or 11, out var integer)) return Fault("the file ends inside a value", at, key);
                if (type == 7 && integer is not (0 or 1)) Fault($"a truth value is {integer}", at, key);
                number = integer;
                return true;
        }
    }

    private bool Items(string key, int depth, ref List<string>? items)
    {
        var at = _cursor.Position;
        if (depth >= MaxDepth) return Fault("arrays are nested deeper than is read", at, key);
        if (!_cursor.TryUInt32(out var type) || !_cursor.TryCount(_version, out var count)) return Fault("the file ends inside an array", at, key);
        if (Size(type) is { } size)
            return (count <= (ulong)_cursor.Left && _cursor.TrySkip(count * (ulong)size)) || Fault($"an array counts {count} items, more than the file could hold", at, key);
        if (type is not (8 or 9)) return Fault($"an array has items of the type {type}, which does not exist", at, key);
        if (count > (ulong)_cursor.Left / 4) return Fault($"an array counts {count} items, more than the file could hold", at, key);
        for (ulong i = 0; i < count; i++)
        {
            if ((i & 0xfff) == 0) cancellationToken.ThrowIfCancellationRequested();
            if (type == 9)
            {
                if (!Items(key, depth + 1, ref items)) return false;
            }
            else if (!Item(key, ref items)) return false;
        }
        return true;
    }

    private bool Item(string key, ref List<string>? items)
    {
        var at = _cursor.Position;
        if (items?.Count >= MaxItems)
            return (_cursor.TryCount(_version, out var length) && _cursor.TrySkip(length)) || Fault("a text ends behind the file", at, key);
        if (!_cursor.TryText(_version, _kept < MaxKept ? GgufReader.MaxText : 0, out var text, out _)) return Fault("a text ends behind the file", at, key);
        _kept += text.Length;
        (items ??= []).Add(text);
        return true;
    }

    private static int? Size(uint type) => type switch
    {
        0 or 1 or 7 => 1,
        2 or 3 => 2,
        4 or 5 or 6 => 4,
        10 or 11 or 12 => 8,
        _ => null,
    };

    private bool Table(ulong count, out long dataEnd)
    {
        dataEnd = 0;
        var table = new GgufTensorTable(source, _cursor, _version, _tensors, (what, at, name) => Fault(what, at, name));
        if (!table.Read(count, MaxTensors, cancellationToken)) return false;
        dataEnd = table.Place(Alignment());
        _unknownTypes = table.UnknownTypes;
        return true;
    }

    private long Alignment()
    {
        const long Usual = 32;
        foreach (var entry in _metadata)
        {
            if (entry.Key != "general.alignment") continue;
            if (entry.Type == GgufValueType.UInt32 && entry.Number is > 0 and <= 1 << 30 && (entry.Number & (entry.Number - 1)) == 0) return entry.Number.Value;
            Fault("the alignment is no power of two written as a 32-bit number", entry.Offset, entry.Key);
            return Usual;
        }
        return Usual;
    }

    private bool Fault(string what, long? at = null, string? name = null)
    {
        if (_faults.Count < MaxFaults) _faults.Add(new(what, at ?? _cursor.Position, name));
        return false;
    }
}
