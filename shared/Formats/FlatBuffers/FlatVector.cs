namespace Assay.Formats.FlatBuffers;

/// <summary>A vector that fits into the file. The default value is an absent one without elements.</summary>
public readonly struct FlatVector
{
    private readonly FlatInput? _input;

    internal FlatVector(FlatInput input, long at, long count) => (_input, At, Count) = (input, at, count);

    public bool Exists => _input is not null;

    /// <summary>Offset of the first element.</summary>
    public long At { get; }

    public long Count { get; }

    /// <summary>The element as a table; an absent one where its reference leads outside.</summary>
    public FlatTable Table(long index)
    {
        var at = At + (4 * index);
        if (_input is null || index < 0 || index >= Count || !_input.Window.TryInt32(at, false, out var offset)) return default;
        if (offset != 0 && _input.Window.Holds(at + unchecked((uint)offset), 4)) return _input.Table(at + unchecked((uint)offset));
        _input.Fail("a reference leads outside of the file", at);
        return default;
    }

    /// <summary>The element as a number of four bytes.</summary>
    public int Int32(long index) =>
        _input is not null && index >= 0 && index < Count && _input.Window.TryInt32(At + (4 * index), false, out var value) ? value : 0;
}
