namespace Assay.Formats.PythonSource;

/// <summary>Cuts Python source into tokens, as CPython does, except that it goes on behind what CPython refuses.</summary>
internal sealed class PythonTokenizer(string text, int start, int end, int line, CancellationToken cancellationToken)
{
    private static readonly string[] Operators =
        ["**=", "//=", ">>=", "<<=", "...", "!=", "->", ":=", "==", "<=", ">=", "<>", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "@=", "**", "//", ">>", "<<"];

    private readonly List<PythonToken> _tokens = [];
    private readonly List<int> _indents = [0];
    private int _at = start;
    private int _line = line;
    private int _nesting;

    /// <summary>All tokens; the last is <see cref="PythonTokenKind.End"/>.</summary>
    /// <param name="isExpression">The text is the inside of a formatted string: lines mean nothing.</param>
    public List<PythonToken> Read(bool isExpression = false)
    {
        if (isExpression) _nesting = 1;
        else Indentation();
        while (_at < end && _tokens.Count < PythonLimits.Tokens)
        {
            if ((_tokens.Count & 0xfff) == 0) cancellationToken.ThrowIfCancellationRequested();
            Next();
        }
        if (!isExpression)
        {
            Add(PythonTokenKind.NewLine, "", _at);
            for (; _indents.Count > 1; _indents.RemoveAt(_indents.Count - 1)) Add(PythonTokenKind.Dedent, "", _at);
        }
        Add(PythonTokenKind.End, "", _at);
        return _tokens;
    }

    private void Add(PythonTokenKind kind, string value, int at) => _tokens.Add(new(kind, value, at, _line));

    private char Peek(int ahead = 0) => _at + ahead < end ? text[_at + ahead] : '\0';

    private void Next()
    {
        var c = text[_at];
        if (c is '\n' or '\r') LineEnd();
        else if (c is ' ' or '\t' or '\f' or '\ufeff') _at++;
        else if (c == '#') _at = EndOfLine(_at);
        else if (c == '\\' && Peek(1) is '\n' or '\r') Continuation();
        else if (PythonString.Prefix(text, _at, end) is var prefix and >= 0) ReadString(prefix);
        else if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1)))) ReadNumber();
        else if (PythonIdentifier.IsPart(text, _at)) ReadName();
        else ReadOperator(c);
    }

    private int EndOfLine(int at)
    {
        var found = text.AsSpan(at, end - at).IndexOfAny('\n', '\r');
        return found < 0 ? end : at + found;
    }

    private void Continuation()
    {
        _at += Peek(1) == '\r' && Peek(2) == '\n' ? 3 : 2;
        _line++;
    }

    private void LineEnd()
    {
        if (_nesting == 0 && _tokens.Count > 0 && _tokens[^1].Kind is not (PythonTokenKind.NewLine or PythonTokenKind.Indent or PythonTokenKind.Dedent))
            Add(PythonTokenKind.NewLine, "", _at);
        _at += text[_at] == '\r' && Peek(1) == '\n' ? 2 : 1;
        _line++;
        if (_nesting == 0) Indentation();
    }

    private void Indentation()
    {
        var column = 0;
        while (_at < end && text[_at] is ' ' or '\t' or '\f' or '\ufeff')
        {
            column = text[_at] switch { '\t' => ((column / 8) + 1) * 8, ' ' => column + 1, _ => 0 };
            _at++;
            if (_at >= end) return;
        }
        if (_at >= end || text[_at] is '\n' or '\r' or '#') return;
        if (column > _indents[^1] && _indents.Count < PythonLimits.Blocks)
        {
            _indents.Add(column);
            Add(PythonTokenKind.Indent, "", _at);
        }
        while (column < _indents[^1])
        {
            _indents.RemoveAt(_indents.Count - 1);
            Add(PythonTokenKind.Dedent, "", _at);
        }
    }

    private void ReadString(int prefix)
    {
        var literal = PythonString.Read(text, _at, prefix, end);
        var value = literal.IsJoined || literal.IsRaw ? text[literal.Inner..literal.InnerEnd]
            : PythonEscapes.Resolve(text.AsSpan(literal.Inner, literal.InnerEnd - literal.Inner), literal.IsBytes);
        var kind = literal.IsJoined ? PythonTokenKind.Joined : literal.IsBytes ? PythonTokenKind.Bytes : PythonTokenKind.Text;
        _tokens.Add(new(kind, value, _at, _line, literal.IsRaw, literal.Inner));
        if (!literal.IsClosed) Add(PythonTokenKind.Error, "an open string", _at);
        _line += text.AsSpan(_at, literal.End - _at).Count('\n');
        _at = literal.End;
    }

    private void ReadNumber()
    {
        var from = _at;
        while (_at < end && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '_' or '.'
            || (text[_at] is '+' or '-' && text[_at - 1] is 'e' or 'E' && !text.AsSpan(from, 2).StartsWith("0x", StringComparison.OrdinalIgnoreCase)))) _at++;
        var digits = text[from.._at];
        // "1if x else y" is a number and a keyword for CPython, deprecated as it is.
        foreach (var word in (ReadOnlySpan<string>)["if", "else", "or", "and", "in", "is", "for", "not"])
        {
            if (!digits.EndsWith(word, StringComparison.Ordinal) || digits.Length == word.Length || digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase)) continue;
            _at -= word.Length;
            digits = digits[..^word.Length];
            break;
        }
        Add(PythonTokenKind.Number, digits, from);
    }

    private void ReadName()
    {
        var from = _at;
        while (_at < end && PythonIdentifier.IsPart(text, _at)) _at++;
        Add(PythonTokenKind.Name, PythonIdentifier.Normalise(text[from.._at]), from);
    }

    private void ReadOperator(char c)
    {
        var rest = text.AsSpan(_at, end - _at);
        foreach (var known in Operators)
        {
            if (!rest.StartsWith(known, StringComparison.Ordinal)) continue;
            Add(PythonTokenKind.Operator, known, _at);
            _at += known.Length;
            return;
        }
        if (c is '(' or '[' or '{') _nesting++;
        if (c is ')' or ']' or '}' && _nesting > 0) _nesting--;
        Add("()[]{},:;.=+-*/%@&|^~<>`!".Contains(c, StringComparison.Ordinal) ? PythonTokenKind.Operator : PythonTokenKind.Error, c.ToString(), _at);
        _at++;
    }
}
