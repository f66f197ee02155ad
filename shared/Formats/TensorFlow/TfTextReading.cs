using System.Globalization;
using System.Text;

namespace Assay.Formats.TensorFlow;

/// <summary>Turns the text form of messages into the binary one. Never throws for what the text is: what was read before the fault is kept.</summary>
internal sealed class TfTextReading(string text, CancellationToken cancellationToken)
{
    private const int MaxDepth = 64;
    private int _at;
    private int _fields;

    /// <summary>Why the reading ended early.</summary>
    public string? Fault { get; private set; }

    public byte[] Read(TfTextFields fields)
    {
        var message = Message(fields, '\0', 0);
        return message.ToArray();
    }

    private MemoryStream Message(TfTextFields? fields, char end, int depth)
    {
        var message = new MemoryStream();
        if (depth > MaxDepth) Fault ??= "messages are nested too deep";
        while (Fault is null)
        {
            if ((++_fields & 0xfff) == 0) cancellationToken.ThrowIfCancellationRequested();
            Skip();
            if (_at >= text.Length)
            {
                if (end != '\0') Fault = "a message has no end";
                break;
            }
            if (text[_at] == end)
            {
                _at++;
                break;
            }
            if (text[_at] is ',' or ';')
            {
                _at++;
                continue;
            }
            var name = Name();
            if (name.Length == 0)
            {
                Fault = $"there is no field at character {_at}";
                break;
            }
            Skip();
            if (_at < text.Length && text[_at] == ':') _at++;
            Skip();
            Field(message, fields?[name], depth);
        }
        return message;
    }

    private void Field(MemoryStream message, (int Number, TfTextFields? Message)? field, int depth)
    {
        if (_at >= text.Length) Fault = "a field has no value";
        else if (text[_at] == '[')
        {
            _at++;
            while (Fault is null)
            {
                Skip();
                if (_at >= text.Length) Fault = "a list has no end";
                else if (text[_at] == ']') break;
                else if (text[_at] == ',') _at++;
                else Value(message, field, depth);
            }
            _at++;
        }
        else Value(message, field, depth);
    }

    private void Value(MemoryStream message, (int Number, TfTextFields? Message)? field, int depth)
    {
        if (text[_at] is '{' or '<')
        {
            var end = text[_at++] == '{' ? '}' : '>';
            var inner = Message(field?.Message, end, depth + 1);
            if (field is { Message: not null } f) Counted(message, f.Number, inner.ToArray());
        }
        else if (text[_at] is '"' or '\'')
        {
            var bytes = Quoted();
            if (field is { Message: null } f) Counted(message, f.Number, bytes);
        }
        else Scalar(message, field);
    }

    private void Scalar(MemoryStream message, (int Number, TfTextFields? Message)? field)
    {
        var start = _at;
        while (_at < text.Length && !char.IsWhiteSpace(text[_at]) && text[_at] is not ('}' or '>' or ',' or ';' or ']' or '#' or '{' or '<' or '[' or ':')) _at++;
        if (_at == start)
        {
            Fault = $"there is no value at character {_at}";
            return;
        }
        if (field is not { Message: null } f) return;
        var word = text.AsSpan(start, _at - start);
        long number = word is "DT_STRING" ? 7 : word is "DT_FLOAT" or "true" ? 1 : word is "DT_INT32" ? 3 : word is "DT_INT64" ? 9 : 0;
        if (number == 0 && !long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number)) return;
        Varint(message, (ulong)f.Number << 3);
        Varint(message, unchecked((ulong)number));
    }

    // Texts that follow each other are one.
    private byte[] Quoted()
    {
        var bytes = new MemoryStream();
        while (_at < text.Length && text[_at] is '"' or '\'')
        {
            var quote = text[_at++];
            var start = _at;
            while (_at < text.Length && text[_at] != quote)
            {
                if (text[_at] != '\\')
                {
                    _at++;
                    continue;
                }
                bytes.Write(Encoding.UTF8.GetBytes(text[start.._at]));
                Escape(bytes);
                start = _at;
            }
            bytes.Write(Encoding.UTF8.GetBytes(text[start..Math.Min(_at, text.Length)]));
            if (_at >= text.Length) Fault = "a text has no end";
            _at++;
            Skip();
        }
        return bytes.ToArray();
    }

    private void Escape(MemoryStream bytes)
    {
        if (++_at >= text.Length) return;
        var c = text[_at];
        if (c is >= '0' and <= '7') bytes.WriteByte((byte)Digits(8, 3));
        else if (c is 'x' or 'X' && _at + 1 < text.Length && char.IsAsciiHexDigit(text[_at + 1]))
        {
            _at++;
            bytes.WriteByte((byte)Digits(16, 2));
        }
        else
        {
            _at++;
            bytes.Write(Encoding.UTF8.GetBytes([c switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'a' => '\a', 'b' => '\b', 'f' => '\f', 'v' => '\v', _ => c }]));
        }
    }

    private int Digits(int radix, int count)
    {
        var value = 0;
        for (; count > 0 && _at < text.Length && char.IsAsciiHexDigit(text[_at]); count--, _at++)
        {
            var digit = Convert.ToInt32(text[_at].ToString(), 16);
            if (digit >= radix) break;
            value = (value * radix) + digit;
        }
        return value & 0xff;
    }

    private string Name()
    {
        var start = _at;
        // Extensions have their name in brackets.
        if (_at < text.Length && text[_at] == '[') _at = text.IndexOf(']', _at) is >= 0 and var end ? end + 1 : text.Length;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] == '_')) _at++;
        return text[start.._at];
    }

    private void Skip()
    {
        while (_at < text.Length)
        {
            if (char.IsWhiteSpace(text[_at])) _at++;
            else if (text[_at] == '#') _at = text.IndexOf('\n', _at) is >= 0 and var end ? end : text.Length;
            else break;
        }
    }

    private static void Counted(MemoryStream message, int number, byte[] bytes)
    {
        Varint(message, ((ulong)number << 3) | 2);
        Varint(message, (ulong)bytes.Length);
        message.Write(bytes);
    }

    private static void Varint(MemoryStream message, ulong value)
    {
        for (; value > 0x7f; value >>= 7) message.WriteByte((byte)(value | 0x80));
        message.WriteByte((byte)value);
    }
}
