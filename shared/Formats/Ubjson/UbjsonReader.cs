using System.Text;

namespace Assay.Formats.Ubjson;

/// <summary>Reads Universal Binary JSON, as boosters are stored in: keys and texts are told, numbers stepped over. Damage ends the reading.</summary>
public sealed class UbjsonReader(ByteSource source)
{
    private const int MaxDepth = 128;
    private const int MaxText = 64 * 1024;
    private const long MaxValues = 50_000_000;
    private readonly Window _window = new(source);
    private long _values;

    /// <summary>Why the reading ended early; null where it did not.</summary>
    public string? Fault { get; private set; }

    /// <summary>Behind what was read.</summary>
    public long Position { get; private set; }

    /// <summary>Reads one value and tells every key and text in it, with its offset.</summary>
    public bool Read(Action<string, long, bool> text, CancellationToken cancellationToken)
    {
        return Byte(out var marker) && Value(marker, 0, text, cancellationToken);
    }

    private bool Value(byte marker, int depth, Action<string, long, bool> text, CancellationToken cancellationToken)
    {
        if (_values++ % 4096 == 0) cancellationToken.ThrowIfCancellationRequested();
        if (_values > MaxValues) return Stop("there are more values than are followed");
        if (SizeOf(marker) is var size and >= 0) return Skip(size);
        switch ((char)marker)
        {
            case 'S' or 'H':
                return Length(out var length) && Text(length, false, text);
            case '[':
                return depth < MaxDepth ? List(depth, text, cancellationToken) : Stop("lists are nested too deep");
            case '{':
                return depth < MaxDepth ? Map(depth, text, cancellationToken) : Stop("lists are nested too deep");
            default:
                return Stop("a marker that the format does not use");
        }
    }

    private bool List(int depth, Action<string, long, bool> text, CancellationToken cancellationToken)
    {
        if (!Header(out var type, out var count)) return false;
        if (type != 0 && count >= 0 && SizeOf(type) is var size and >= 0)
            return count > source.Length || !Skip(count * size) ? Stop("a list says that it is longer than the data") : true;
        for (long i = 0; count < 0 || i < count; i++)
        {
            var marker = type;
            if (type == 0 && !Byte(out marker)) return false;
            if (count < 0 && marker == (byte)']') return true;
            if (!Value(marker, depth + 1, text, cancellationToken)) return false;
        }
        return true;
    }

    private bool Map(int depth, Action<string, long, bool> text, CancellationToken cancellationToken)
    {
        if (!Header(out var type, out var count)) return false;
        for (long i = 0; count < 0 || i < count; i++)
        {
            if (count < 0 && _window.TryByte(Position, out var end) && end == (byte)'}') return Skip(1);
            var marker = type;
            if (!Length(out var length) || !Text(length, true, text)) return false;
            if (type == 0 && !Byte(out marker)) return false;
            if (!Value(marker, depth + 1, text, cancellationToken)) return false;
        }
        return true;
    }

    private bool Header(out byte type, out long count)
    {
        (type, count) = (0, -1);
        if (_window.TryByte(Position, out var next) && next == (byte)'$' && !(Skip(1) && Byte(out type))) return false;
        if (!_window.TryByte(Position, out next) || next != (byte)'#') return type == 0 || Stop("a list with a type has no length");
        return Skip(1) && Length(out count);
    }

    private bool Length(out long value)
    {
        value = 0;
        if (!Byte(out var marker)) return false;
        if (marker is not ((byte)'i' or (byte)'U' or (byte)'I' or (byte)'l' or (byte)'L')) return Stop("a length that is no number");
        var size = SizeOf(marker);
        if (!_window.TryRead(Position, size, out var bytes)) return Stop("the data end within a value");
        foreach (var b in bytes) value = (value << 8) | b;
        if (marker == (byte)'i') value = (sbyte)value;
        Position += size;
        return (value >= 0 && value <= source.Length) || Stop("a length is longer than the data");
    }

    private bool Text(long length, bool isKey, Action<string, long, bool> text)
    {
        var at = Position;
        if (!Skip(length)) return false;
        text(Encoding.UTF8.GetString(_window.Copy(at, length, MaxText)), at, isKey);
        return true;
    }

    private bool Byte(out byte value)
    {
        if (!_window.TryByte(Position, out value)) return Stop("the data end within a value");
        Position++;
        return true;
    }

    private bool Skip(long count)
    {
        if (!_window.Holds(Position, count)) return Stop("the data end within a value");
        Position += count;
        return true;
    }

    private static int SizeOf(byte marker) => (char)marker switch
    {
        'Z' or 'N' or 'T' or 'F' => 0,
        'i' or 'U' or 'C' => 1,
        'I' => 2,
        'l' or 'd' => 4,
        'L' or 'D' => 8,
        _ => -1,
    };

    private bool Stop(string fault)
    {
        Fault ??= fault;
        return false;
    }
}
