using System.Text;

namespace Assay.Formats.FlatBuffers;

/// <summary>A table: its fields by number, each of them optional. The default value is an absent table, all of whose fields are absent.</summary>
public readonly struct FlatTable
{
    private const int MaxText = 64 * 1024;
    private readonly FlatInput? _input;
    private readonly long _vtable;
    private readonly int _vtableSize;
    private readonly int _size;

    internal FlatTable(FlatInput input, long at, long vtable, int vtableSize, int size) =>
        (_input, At, _vtable, _vtableSize, _size) = (input, at, vtable, vtableSize, size);

    public bool Exists => _input is not null;

    /// <summary>Offset of the table in the file.</summary>
    public long At { get; }

    /// <summary>A field of one byte.</summary>
    public int Byte(int field) => Place(field, 1) is var at and > 0 && _input!.Window.TryByte(at, out var value) ? value : 0;

    /// <summary>A field of four bytes.</summary>
    public int Int32(int field) => Place(field, 4) is var at and > 0 && _input!.Window.TryInt32(at, false, out var value) ? value : 0;

    /// <summary>A field of eight bytes.</summary>
    public long Int64(int field) => Place(field, 8) is var at and > 0 && _input!.Window.TryInt64(at, false, out var value) ? value : 0;

    /// <summary>The table that a field refers to.</summary>
    public FlatTable Table(int field) => Target(field) is var at and > 0 ? _input!.Table(at) : default;

    /// <summary>The text of a field, cut after 64 KiB; null where it is absent or leads outside.</summary>
    public string? Text(int field)
    {
        var bytes = Vector(field, 1);
        return bytes.Exists ? Encoding.UTF8.GetString(_input!.Window.Copy(bytes.At, bytes.Count, MaxText)) : null;
    }

    /// <summary>The text of a field as C sees it: it ends at the first zero, whatever its length says.</summary>
    public string? Name(int field)
    {
        var text = Text(field);
        var end = text?.IndexOf('\0', StringComparison.Ordinal) ?? -1;
        return end < 0 ? text : text![..end];
    }

    /// <summary>The vector of a field; the default where it is absent or does not fit into the file.</summary>
    public FlatVector Vector(int field, int elementSize)
    {
        if (Target(field) is not (var at and > 0)) return default;
        if (!_input!.Window.TryInt32(at, false, out var stored)) return Bad("a vector lies outside of the file", at);
        long count = unchecked((uint)stored);
        return _input.Window.Holds(at + 4, count * elementSize) ? new(_input, at + 4, count) : Bad("a vector is longer than the file", at);
    }

    private FlatVector Bad(string what, long at)
    {
        _input!.Fail(what, at);
        return default;
    }

    private long Target(int field)
    {
        var at = Place(field, 4);
        if (at == 0) return 0;
        if (!_input!.Window.TryInt32(at, false, out var offset)) return 0;
        var target = at + unchecked((uint)offset);
        if (offset != 0 && _input.Window.Holds(target, 4)) return target;
        _input.Fail("a reference leads outside of the file", at);
        return 0;
    }

    private long Place(int field, int size)
    {
        var entry = 4 + (2 * field);
        if (_input is null || entry + 2 > _vtableSize || !_input.Window.TryRead(_vtable + entry, 2, out var bytes)) return 0;
        var offset = bytes[0] | (bytes[1] << 8);
        if (offset == 0) return 0;
        if (offset >= 4 && offset + size <= _size && _input.Window.Holds(At + offset, size)) return At + offset;
        _input.Fail("a field lies outside of its table", At);
        return 0;
    }
}
