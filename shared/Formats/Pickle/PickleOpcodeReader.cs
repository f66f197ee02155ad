using System.Buffers.Binary;

namespace Assay.Formats.Pickle;

/// <summary>
/// Reads opcodes one after the other through a window of 64 KiB (or less, for a short look). Arguments are not copied: the reader says where they lie, and whoever wants the
/// text reads it there, so a file of strings costs no memory and an argument of any claimed length is skipped.
/// </summary>
public sealed class PickleOpcodeReader(ByteSource source, long start, int windowSize = PickleOpcodeReader.DefaultWindow)
{
    private const int DefaultWindow = 64 * 1024;
    private readonly byte[] _window = new byte[(int)Math.Clamp(source.Length - start, 1, windowSize)];
    private readonly long _end = source.Length;
    private long _windowStart = start;
    private int _filled;
    private int _next;

    /// <summary>The source that offsets refer to.</summary>
    public ByteSource Source => source;

    /// <summary>Of the last opcode read.</summary>
    public PickleOpcode Opcode { get; private set; }

    /// <summary>Where the last opcode stands.</summary>
    public long Offset { get; private set; }

    /// <summary>Numeric argument; the bits of a float; the claimed length of a counted argument.</summary>
    public long Number { get; private set; }

    /// <summary>Where the argument's bytes (behind the length field, without the line feed) begin.</summary>
    public long ArgumentOffset { get; private set; }

    /// <summary>Length of the argument in bytes.</summary>
    public long ArgumentLength { get; private set; }

    /// <summary>Where the second line of GLOBAL and INST begins.</summary>
    public long SecondOffset { get; private set; }

    /// <summary>Length of the second line.</summary>
    public long SecondLength { get; private set; }

    /// <summary>Offset of the next byte to read.</summary>
    public long Position => _windowStart + _next;

    /// <summary>Reads the next opcode with its argument. After anything but <see cref="PickleReadState.Read"/> the position is undefined.</summary>
    public PickleReadState Read()
    {
        Offset = Position;
        if (!Ensure(1)) return PickleReadState.AtEnd;
        var value = _window[_next++];
        Opcode = (PickleOpcode)value;
        switch (PickleOpcodeTable.ArgumentOf(value))
        {
            case PickleArgumentKind.Nothing: return PickleReadState.Read;
            case PickleArgumentKind.Unsigned1: return Fixed(1);
            case PickleArgumentKind.Unsigned2: return Fixed(2);
            case PickleArgumentKind.Signed4: return Signed4();
            case PickleArgumentKind.Unsigned4: return Fixed(4);
            case PickleArgumentKind.Unsigned8 or PickleArgumentKind.Float8: return Fixed(8);
            case PickleArgumentKind.Counted1: return Counted(Fixed(1));
            case PickleArgumentKind.Counted4: return Counted(Fixed(4));
            case PickleArgumentKind.Counted8: return Counted(Fixed(8));
            case PickleArgumentKind.CountedSigned4: return Counted(Signed4());
            case PickleArgumentKind.Line: return FirstLine();
            case PickleArgumentKind.TwoLines:
                var first = FirstLine();
                return first == PickleReadState.Read ? SecondLine() : first;
            default: return PickleReadState.UnknownOpcode;
        }
    }

    /// <summary>The bytes at an offset where they lie in the window, for the common case of text just read; false: read the source.</summary>
    public bool TryPeek(long offset, int length, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (offset < _windowStart || offset + length > _windowStart + _filled) return false;
        bytes = _window.AsSpan((int)(offset - _windowStart), length);
        return true;
    }

    /// <summary>Moves over bytes that are no opcodes (joblib writes arrays between them). False: fewer bytes are left.</summary>
    public bool Skip(long length)
    {
        if (length < 0 || length > _end - Position) return false;
        if (length <= _filled - _next)
        {
            _next += (int)length;
            return true;
        }
        _windowStart = Position + length;
        _filled = _next = 0;
        return true;
    }

    /// <summary>Reads one byte that is no opcode; -1 at the end.</summary>
    public int ReadByte() => Ensure(1) ? _window[_next++] : -1;

    private PickleReadState Fixed(int width)
    {
        if (!Ensure(width)) return PickleReadState.Truncated;
        var bytes = _window.AsSpan(_next, width);
        Number = width switch
        {
            1 => bytes[0],
            2 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            4 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            _ => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        };
        _next += width;
        return PickleReadState.Read;
    }

    private PickleReadState Signed4()
    {
        var state = Fixed(4);
        Number = (int)(uint)Number;
        return state;
    }

    private PickleReadState Counted(PickleReadState length)
    {
        if (length != PickleReadState.Read) return length;
        ArgumentOffset = Position;
        ArgumentLength = Number;
        if (Number < 0) return PickleReadState.BadArgument;
        return Skip(Number) ? PickleReadState.Read : PickleReadState.Truncated;
    }

    private PickleReadState FirstLine()
    {
        var state = Line(out var offset, out var length);
        (ArgumentOffset, ArgumentLength) = (offset, length);
        return state;
    }

    private PickleReadState SecondLine()
    {
        var state = Line(out var offset, out var length);
        (SecondOffset, SecondLength) = (offset, length);
        return state;
    }

    private PickleReadState Line(out long offset, out long length)
    {
        offset = Position;
        length = 0;
        while (true)
        {
            var found = _window.AsSpan(_next, _filled - _next).IndexOf((byte)'\n');
            if (found >= 0)
            {
                _next += found + 1;
                length = Position - 1 - offset;
                return PickleReadState.Read;
            }
            _next = _filled;
            if (Ensure(1)) continue;
            // The last line may lack its line feed: loaders read up to the end.
            length = Position - offset;
            return length > 0 ? PickleReadState.Read : PickleReadState.Truncated;
        }
    }

    private bool Ensure(int count)
    {
        if (_filled - _next >= count) return true;
        var at = Position;
        if (_end - at < count) return false;
        // What is left in the window is at most a few bytes of a fixed argument: reading them again is simpler than moving them.
        _windowStart = at;
        _next = 0;
        _filled = source.Read(at, _window);
        return _filled >= count;
    }
}
