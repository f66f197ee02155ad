using System.Globalization;
using System.Text;

namespace Assay.Formats.PythonJson;

/// <summary>One pass over a document, without recursion.</summary>
internal sealed class LooseJsonParser(string text, CancellationToken cancellationToken)
{
    private const int MaxValues = 1_000_000;
    private const int MaxDepth = 50_000;

    private readonly Stack<LooseJsonValue> _open = [];
    private LooseJsonValue? _root;
    private string? _name;
    private string? _fault;
    private int _at;
    private int _values;

    public LooseJsonDocument Run()
    {
        Skip();
        while (_fault is null && (_open.Count > 0 || _root is null))
        {
            if ((++_values & 0xfff) == 0) cancellationToken.ThrowIfCancellationRequested();
            if (_values > MaxValues) _fault = "it has more values than are read";
            else Next();
        }
        Skip();
        if (_fault is null && _at < text.Length) _fault = "something stands behind its end";
        return new(_root, _fault, _at);
    }

    // One value, with what separates it from the one before.
    private void Next()
    {
        if (_open.TryPeek(out var parent))
        {
            var close = parent.Kind == LooseJsonKind.Object ? '}' : ']';
            if (Peek() == close)
            {
                _at++;
                _open.Pop();
                Skip();
                return;
            }
            if (parent.Items.Count > 0 && !Expect(',')) return;
            Skip();
            if (Peek() == close) return;
            if (parent.Kind == LooseJsonKind.Object && !Name()) return;
        }
        Value();
        Skip();
    }

    private bool Name()
    {
        if (Peek() != '"')
        {
            _fault = _at >= text.Length ? "it is cut off" : "a name is missing";
            return false;
        }
        _name = Text();
        if (_fault is not null) return false;
        Skip();
        var found = Expect(':');
        Skip();
        return found;
    }

    private void Value()
    {
        var at = _at;
        switch (Peek())
        {
            case '{' or '[':
                var container = new LooseJsonValue(text[_at++] == '{' ? LooseJsonKind.Object : LooseJsonKind.Array, "", at);
                Add(container);
                if (_open.Count >= MaxDepth) _fault = "it is nested deeper than is read";
                else _open.Push(container);
                break;
            case '"':
                // A text that is cut off is kept: what stands in it was stored.
                var value = Text();
                Add(new(LooseJsonKind.Text, value, at));
                break;
            default:
                while (_at < text.Length && text[_at] is not (',' or '}' or ']' or ':' or '"' or '{' or '[' or ' ' or '\t' or '\r' or '\n')) _at++;
                if (_at == at) _fault = _at >= text.Length ? "it is cut off" : "a value is missing";
                else Literal(text[at.._at], at);
                break;
        }
    }

    private void Literal(string word, int at)
    {
        if (word is "null") Add(new(LooseJsonKind.Null, word, at));
        else if (word is "true" or "false" or "NaN" or "Infinity" or "-Infinity" || char.IsAsciiDigit(word[^1])) Add(new(LooseJsonKind.Literal, word, at));
        else _fault = "a value is none that JSON knows";
    }

    private void Add(LooseJsonValue value)
    {
        if (_open.TryPeek(out var parent)) parent.Add(parent.Kind == LooseJsonKind.Object ? _name ?? "" : null, value);
        else _root = value;
        _name = null;
    }

    private string Text()
    {
        _at++;
        var end = text.AsSpan(_at).IndexOfAny('"', '\\');
        if (end >= 0 && text[_at + end] == '"')
        {
            var plain = text.Substring(_at, end);
            _at += end + 1;
            return plain;
        }
        var built = new StringBuilder();
        while (_at < text.Length)
        {
            var c = text[_at++];
            if (c == '"') return built.ToString();
            built.Append(c == '\\' ? Escape() : c);
        }
        _fault = "it is cut off";
        return built.ToString();
    }

    private char Escape()
    {
        if (_at >= text.Length) return '\\';
        var c = text[_at++];
        if (c != 'u') return c switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', _ => c };
        if (_at + 4 > text.Length || !ushort.TryParse(text.AsSpan(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)) return c;
        _at += 4;
        return (char)code;
    }

    private char Peek() => _at < text.Length ? text[_at] : '\0';

    private bool Expect(char c)
    {
        if (Peek() == c)
        {
            _at++;
            return true;
        }
        _fault = _at >= text.Length ? "it is cut off" : $"'{c}' is missing";
        return false;
    }

    private void Skip()
    {
        while (_at < text.Length && text[_at] is ' ' or '\t' or '\r' or '\n') _at++;
    }
}
