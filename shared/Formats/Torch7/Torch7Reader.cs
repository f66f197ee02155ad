using System.Globalization;
using System.Text;

namespace Assay.Formats.Torch7;

/// <summary>
/// Reads a Torch7 object (binary with lengths of 4 or 8 bytes, or text) without building it: tells its texts, classes and functions. Objects of
/// classes whose layout
/// is not known end the reading.
/// </summary>
public sealed class Torch7Reader
{
    private const int MaxDepth = 300;
    private const int MaxText = 64 * 1024;
    private const long MaxValues = 20_000_000;
    private readonly Window _window;
    private readonly ITorch7Observer _observer;
    private readonly CancellationToken _cancellationToken;
    private readonly bool _text;
    private readonly HashSet<long> _known = [];
    private long _values;

    private Torch7Reader(ByteSource source, bool text, ITorch7Observer observer, CancellationToken cancellationToken) =>
        (_window, _text, _observer, _cancellationToken) = (new(source), text, observer, cancellationToken);

    /// <summary>Why the reading ended early; null where it did not.</summary>
    public string? Fault { get; private set; }

    /// <summary>Behind what was read.</summary>
    public long Position { get; private set; }

    /// <summary>True where the bytes begin with a table or an object as torch.save writes them.</summary>
    public static bool Looks(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[4, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0, (byte)'V', (byte)' '])) return true;
        if (head.StartsWith("4\n1\n3\nV 1\n"u8)) return true;
        // A table: its number, its size, then the first key, a text or a number.
        if (head.Length >= 20 && head.StartsWith((ReadOnlySpan<byte>)[3, 0, 0, 0, 1, 0, 0, 0]) && head[10] == 0 && head[11] == 0)
            return head[12] is 1 or 2 && head[13] == 0 && head[14] == 0 && head[15] == 0 && (head[12] == 1 || (head[16] is > 0 && head[17] < 2
                && head[18] == 0));
        return head.StartsWith("3\n1\n"u8) && head.Length > 8 && head[4] is >= (byte)'0' and <= (byte)'9'
            && head[4..].IndexOf("\n2\n"u8) is > 0 and < 8;
    }

    public static Torch7Reader Read(ByteSource source, ITorch7Observer observer, CancellationToken cancellationToken)
    {
        var text = new Window(source, 16).TryByte(0, out var first) && first is (byte)'3' or (byte)'4';
        var reader = new Torch7Reader(source, text, observer, cancellationToken);
        reader.Value(0);
        return reader;
    }

    private bool Value(int depth)
    {
        if (_values++ % 4096 == 0) _cancellationToken.ThrowIfCancellationRequested();
        if (_values > MaxValues) return Stop("there are more values than are followed");
        if (depth > MaxDepth) return Stop("tables are nested too deep");
        var offset = Position;
        if (!Int(out var kind)) return false;
        switch (kind)
        {
            case 0: return true;
            case 1: return _text ? Word(out _) : Skip(8);
            case 2: return Text(out var text) && Tell(() => _observer.Text(text, offset));
            case 3: return Int(out var table) && (!_known.Add(table) || Table(depth));
            case 4: return Int(out var item) && (!_known.Add(item) || Object(depth));
            case 5: return Int(out _);
            case 6 or 7 or 8: return Function(kind, depth, offset);
            default: return Stop($"there is no type {kind}");
        }
    }

    private bool Table(int depth)
    {
        if (!Int(out var count)) return false;
        if (count < 0 || count > _window.Length) return Stop("a table says that it is longer than the data");
        for (var i = 0; i < count * 2; i++)
        {
            if (!Value(depth + 1)) return false;
        }
        return true;
    }

    private bool Function(int kind, int depth, long offset)
    {
        if (kind != 6)
        {
            if (!Int(out var index)) return false;
            if (!_known.Add(index)) return true;
        }
        if (!Int(out var size) || size < 0) return Stop("a function has an impossible length");
        if (_text) Position++;
        var at = Position;
        if (!Skip(size)) return false;
        _observer.Function(at, size, offset);
        return Value(depth + 1);
    }

    private bool Object(int depth)
    {
        var offset = Position;
        if (!Text(out var version)) return false;
        var name = version;
        if (version.StartsWith("V ", StringComparison.Ordinal) && !Text(out name)) return false;
        _observer.Class(name, offset);
        if (name.StartsWith("torch.", StringComparison.Ordinal))
        {
            if (name.EndsWith("Storage", StringComparison.Ordinal)) return Storage(name);
            if (name.EndsWith("Tensor", StringComparison.Ordinal)) return Tensor(depth);
        }
        // Classes of nn and of users are tables, unless they write themselves in a way of their own.
        return Value(depth + 1);
    }

    private bool Tensor(int depth)
    {
        if (!Int(out var dimensions)) return false;
        if (dimensions is < 0 or > 64) return Stop("a tensor has an impossible number of dimensions");
        for (var i = 0; i < (2 * dimensions) + 1; i++)
        {
            if (!Long()) return false;
        }
        return Value(depth + 1);
    }

    private bool Storage(string name)
    {
        if (!Long(out var count)) return false;
        var size = name switch
        {
            "torch.DoubleStorage" or "torch.CudaDoubleStorage" or "torch.LongStorage" or "torch.CudaLongStorage" => 8,
            "torch.FloatStorage" or "torch.CudaStorage" or "torch.IntStorage" or "torch.CudaIntStorage" => 4,
            "torch.HalfStorage" or "torch.CudaHalfStorage" or "torch.ShortStorage" or "torch.CudaShortStorage" => 2,
            "torch.ByteStorage" or "torch.CharStorage" or "torch.CudaByteStorage" or "torch.CudaCharStorage" => 1,
            _ => 0,
        };
        if (size == 0) return Stop("a storage is of a type that is not known");
        if (count < 0 || count > _window.Length) return Stop("a storage is longer than the data");
        if (!_text) return Skip(count * size);
        if (size == 1)
        {
            Position++;
            return Skip(count);
        }
        for (long i = 0; i < count; i++)
        {
            if (!Word(out _)) return false;
        }
        return true;
    }

    private bool Int(out int value)
    {
        value = 0;
        if (_text) return Word(out var word) && (int.TryParse(word, NumberStyles.Integer, CultureInfo.InvariantCulture, out value)
            || Stop("a number is none"));
        return (_window.TryInt32(Position, false, out value) && Skip(4)) || Stop("the data end within a value");
    }

    private bool Long() => Long(out _);

    private bool Long(out long value)
    {
        value = 0;
        if (_text) return Word(out var word) && (long.TryParse(word, NumberStyles.Integer, CultureInfo.InvariantCulture, out value)
            || Stop("a number is none"));
        return (_window.TryInt64(Position, false, out value) && Skip(8)) || Stop("the data end within a value");
    }

    private bool Text(out string text)
    {
        text = "";
        if (!Int(out var size)) return false;
        if (size < 0) return Stop("a text has a negative length");
        if (_text) Position++;
        var at = Position;
        if (!Skip(size)) return false;
        text = Encoding.UTF8.GetString(_window.Copy(at, size, MaxText));
        return true;
    }

    private bool Word(out string word)
    {
        word = "";
        byte b;
        while (_window.TryByte(Position, out b) && b is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t') Position++;
        var from = Position;
        while (Position - from < 64 && _window.TryByte(Position, out b) && b > ' ') Position++;
        if (Position == from || !_window.TryRead(from, (int)(Position - from), out var bytes)) return Stop("the data end within a value");
        word = Encoding.ASCII.GetString(bytes);
        return true;
    }

    private bool Skip(long count)
    {
        if (!_window.Holds(Position, count)) return Stop("a value is longer than the data");
        Position += count;
        return true;
    }

    private static bool Tell(Action tell)
    {
        tell();
        return true;
    }

    private bool Stop(string fault)
    {
        Fault ??= fault;
        return false;
    }
}
