using System.Globalization;
using System.Text;

namespace Assay.Formats.RData;

/// <summary>The numbers and texts of a serialised R object in one of its three encodings.</summary>
internal sealed class RInput(ByteSource source, RForm form, long start)
{
    private const int MaxWord = 64;
    private const int MaxText = 64 * 1024;
    private readonly Window _window = new(source);

    public long Position { get; private set; } = start;

    public bool TryInt(out int value)
    {
        if (form == RForm.Text)
        {
            value = int.MinValue;
            return TryWord(out var word) && (word == "NA" || int.TryParse(word, NumberStyles.Integer, CultureInfo.InvariantCulture, out value));
        }
        if (!_window.TryInt32(Position, form == RForm.BigEndian, out value)) return false;
        Position += 4;
        return true;
    }

    /// <summary>Steps over numbers of a vector.</summary>
    public bool TrySkip(long count, int size)
    {
        if (form != RForm.Text)
        {
            if (count > source.Length || !_window.Holds(Position, count * size)) return false;
            Position += count * size;
            return true;
        }
        for (long i = 0; i < count; i++)
        {
            if (!TryWord(out _)) return false;
        }
        return true;
    }

    public bool TryText(int length, out string text)
    {
        text = "";
        if (form == RForm.Text) return TryEscaped(length, out text);
        if (!_window.Holds(Position, length)) return false;
        text = Encoding.UTF8.GetString(_window.Copy(Position, length, MaxText));
        Position += length;
        return true;
    }

    private bool TryWord(out string word)
    {
        word = "";
        byte b;
        while (_window.TryByte(Position, out b) && b is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t') Position++;
        var from = Position;
        while (Position - from < MaxWord && _window.TryByte(Position, out b) && b > ' ') Position++;
        if (Position == from || !_window.TryRead(from, (int)(Position - from), out var bytes)) return false;
        word = Encoding.ASCII.GetString(bytes);
        return true;
    }

    private bool TryEscaped(int length, out string text)
    {
        var bytes = new List<byte>(Math.Min(length, 256));
        text = "";
        if (_window.TryByte(Position, out var b) && b == (byte)'\r') Position++;
        if (_window.TryByte(Position, out b) && b == (byte)'\n') Position++;
        for (var i = 0; i < length; i++)
        {
            if (!_window.TryByte(Position++, out b)) return false;
            if (b == (byte)'\\')
            {
                if (!_window.TryByte(Position++, out b)) return false;
                b = b is >= (byte)'0' and <= (byte)'7' ? Octal(b) : Unescape(b);
            }
            if (bytes.Count < MaxText) bytes.Add(b);
        }
        text = Encoding.UTF8.GetString(bytes.ToArray());
        return true;
    }

    private byte Octal(byte first)
    {
        var value = first - '0';
        for (var i = 0; i < 2 && _window.TryByte(Position, out var b) && b is >= (byte)'0' and <= (byte)'7'; i++,
            Position++) value = (value * 8) + b - '0';
        return unchecked((byte)value);
    }

    private static byte Unescape(byte b) => (char)b switch
    {
        'n' => (byte)'\n',
        't' => (byte)'\t',
        'v' => 11,
        'b' => 8,
        'r' => (byte)'\r',
        'f' => 12,
        'a' => 7,
        _ => b,
    };
}
