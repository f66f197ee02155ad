using System.Buffers.Binary;
using System.Text;

namespace Assay.Formats.MessagePack;

/// <summary>
/// Reads one MessagePack value, token by token, without building it. A payload is a range until somebody asks for it. Damage ends the reading and
/// is told by
/// <see cref="Fault"/>.
/// </summary>
public sealed class MessagePackReader(ByteSource source, long start = 0, long? length = null)
{
    private const int MaxDepth = 512;
    private const long MaxTokens = 50_000_000;
    private readonly Window _window = new(source);
    private readonly long _end = Math.Min(source.Length, start + (length ?? source.Length));
    private readonly Stack<(long Left, bool IsMap)> _open = new();
    private long _tokens;
    private bool _began;

    /// <summary>Why the reading ended early; null where it did not.</summary>
    public string? Fault { get; private set; }

    /// <summary>Behind the last token.</summary>
    public long Position { get; private set; } = start;

    /// <summary>The next token; false at the end of the value or at damage.</summary>
    public bool Next(out MessagePackToken token)
    {
        token = default;
        while (_open.TryPeek(out var top) && top.Left == 0) _open.Pop();
        if (Fault is not null || (_began && _open.Count == 0)) return false;
        _began = true;
        if (++_tokens > MaxTokens) return Stop("there are more values than are followed");
        if (!_window.TryByte(Position, out var head) || Position >= _end) return Stop("the data end within a value");
        var isKey = false;
        var depth = _open.Count;
        if (_open.TryPop(out var outer))
        {
            isKey = outer.IsMap && outer.Left % 2 == 0;
            _open.Push((outer.Left - 1, outer.IsMap));
        }
        if (!TryHeader(head, out var kind, out var headerSize, out var size, out var extension)) return false;
        var offset = Position + headerSize;
        token = new(kind, Position, offset, size, extension, depth, isKey);
        if (kind is MessagePackKind.Array or MessagePackKind.Map)
        {
            var children = kind == MessagePackKind.Map ? size * 2 : size;
            if (children > _end - offset) return Stop("a list says that it is longer than the data");
            if (_open.Count >= MaxDepth) return Stop("lists are nested too deep");
            if (children > 0) _open.Push((children, kind == MessagePackKind.Map));
            Position = offset;
            return true;
        }
        if (size > _end - offset) return Stop("a value is longer than the data");
        Position = offset + size;
        return true;
    }

    /// <summary>A token's payload as text, cut.</summary>
    public string Text(in MessagePackToken token, int max = 64 * 1024) => Encoding.UTF8.GetString(_window.Copy(token.Offset, token.Length, max));

    private bool TryHeader(byte head, out MessagePackKind kind, out int header, out long size, out int extension)
    {
        (kind, header, size, extension) = (MessagePackKind.Number, 1, 0, 0);
        switch (head)
        {
            case <= 0x7f or >= 0xe0: return true;
            case <= 0x8f: (kind, size) = (MessagePackKind.Map, head & 15); return true;
            case <= 0x9f: (kind, size) = (MessagePackKind.Array, head & 15); return true;
            case <= 0xbf: (kind, size) = (MessagePackKind.Text, head & 31); return true;
            case 0xc0: kind = MessagePackKind.Nil; return true;
            case 0xc2 or 0xc3: kind = MessagePackKind.Boolean; return true;
            case 0xc1: return Stop("a byte that the format does not use");
            case 0xc4 or 0xc5 or 0xc6: kind = MessagePackKind.Binary; return TryLength(1 << (head - 0xc4), out header, out size);
            case 0xc7 or 0xc8 or 0xc9: return TryExtension(1 << (head - 0xc7), out kind, out header, out size, out extension);
            case 0xca: size = 4; return true;
            case 0xcb: size = 8; return true;
            case >= 0xcc and <= 0xcf: size = 1 << (head - 0xcc); return true;
            case >= 0xd0 and <= 0xd3: size = 1 << (head - 0xd0); return true;
            case >= 0xd4 and <= 0xd8:
                (kind, header, size) = (MessagePackKind.Extension, 2, 1 << (head - 0xd4));
                if (!_window.TryByte(Position + 1, out var type)) return Stop("the data end within a value");
                extension = (sbyte)type;
                return true;
            case 0xd9 or 0xda or 0xdb: kind = MessagePackKind.Text; return TryLength(1 << (head - 0xd9), out header, out size);
            case 0xdc or 0xdd: kind = MessagePackKind.Array; return TryLength(head == 0xdc ? 2 : 4, out header, out size);
            default: kind = MessagePackKind.Map; return TryLength(head == 0xde ? 2 : 4, out header, out size);
        }
    }

    private bool TryExtension(int bytes, out MessagePackKind kind, out int header, out long size, out int extension)
    {
        (kind, extension) = (MessagePackKind.Extension, 0);
        if (!TryLength(bytes, out header, out size)) return false;
        if (!_window.TryByte(Position + header, out var type)) return Stop("the data end within a value");
        (extension, header) = ((sbyte)type, header + 1);
        return true;
    }

    private bool TryLength(int bytes, out int header, out long size)
    {
        (header, size) = (1 + bytes, 0);
        if (!_window.TryRead(Position + 1, bytes, out var value)) return Stop("the data end within a value");
        size = bytes switch
        {
            1 => value[0],
            2 => BinaryPrimitives.ReadUInt16BigEndian(value),
            _ => BinaryPrimitives.ReadUInt32BigEndian(value),
        };
        return true;
    }

    private bool Stop(string fault)
    {
        Fault ??= fault;
        return false;
    }
}
