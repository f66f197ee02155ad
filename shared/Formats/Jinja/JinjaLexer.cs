namespace Assay.Formats.Jinja;

/// <summary>Cuts a template into tokens as Jinja does with its usual delimiters, including whitespace control and raw blocks.</summary>
internal sealed class JinjaLexer(string text, CancellationToken cancellationToken)
{
    private const int MaxTokens = 1_000_000;

    private static readonly string[] Operators =
        ["**", "//", "==", "!=", "<=", ">=", "+", "-", "*", "/", "%", "~", "(", ")", "[", "]", "{", "}", ".", ",", ":", "|", "=", "<", ">", ";"];

    private readonly List<JinjaToken> _tokens = [];
    private readonly List<string> _comments = [];
    private string? _error;
    private int _errorAt;
    private int _at;

    public List<JinjaToken> Run(out string? error, out int errorAt, out List<string> comments)
    {
        while (_at < text.Length && _error is null && _tokens.Count < MaxTokens)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Outside();
        }
        if (_tokens.Count >= MaxTokens) Fail("the template has more tokens than are read", _at);
        _tokens.Add(new(JinjaTokenKind.End, "", text.Length));
        (error, errorAt, comments) = (_error, _errorAt, _comments);
        return _tokens;
    }

    private void Outside()
    {
        var begin = _at;
        var open = begin;
        while (true)
        {
            open = text.IndexOf('{', open);
            if (open < 0 || open + 1 >= text.Length) { Data(begin, text.Length); _at = text.Length; return; }
            if (text[open + 1] is '{' or '%' or '#') break;
            open++;
        }
        var kind = text[open + 1];
        var strips = open + 2 < text.Length && text[open + 2] == '-';
        Data(begin, open, strips);
        _at = open + 2;
        if (_at < text.Length && text[_at] is '-' or '+' && kind != '{') _at++;
        else if (strips) _at++;
        if (kind == '#') Comment(open);
        else if (kind == '%' && IsRaw()) Raw(open);
        else Inside(open, kind == '{');
    }

    private void Data(int begin, int end, bool strip = false)
    {
        var data = text[begin..end];
        if (strip) data = data.TrimEnd();
        if (data.Length > 0) _tokens.Add(new(JinjaTokenKind.Data, data, begin));
    }

    private void Comment(int open)
    {
        var end = text.IndexOf("#}", _at, StringComparison.Ordinal);
        if (end < 0) { Fail("a comment is not closed", open); return; }
        _comments.Add(text[Math.Min(_at, end)..end]);
        _at = end + 2;
        if (text[end - 1] == '-') SkipSpace();
    }

    private bool IsRaw()
    {
        var at = _at;
        while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
        if (string.CompareOrdinal(text, at, "raw", 0, 3) != 0) return false;
        at += 3;
        while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
        if (at < text.Length && text[at] is '-' or '+') at++;
        return string.CompareOrdinal(text, at, "%}", 0, 2) == 0;
    }

    private void Raw(int open)
    {
        var begin = text.IndexOf("%}", _at, StringComparison.Ordinal) + 2;
        for (var at = begin; (at = text.IndexOf("{%", at, StringComparison.Ordinal)) >= 0; at += 2)
        {
            var word = text.AsSpan(at + 2).TrimStart("-+").TrimStart();
            if (!word.StartsWith("endraw")) continue;
            var close = text.IndexOf("%}", at, StringComparison.Ordinal);
            if (close < 0) break;
            Data(begin, at, text[at + 2] == '-');
            _at = close + 2;
            if (text[close - 1] == '-') SkipSpace();
            return;
        }
        Fail("a raw block is not closed", open);
    }

    private void SkipSpace()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at])) _at++;
    }

    private void Inside(int open, bool output)
    {
        _tokens.Add(new(output ? JinjaTokenKind.OutputBegin : JinjaTokenKind.BlockBegin, "", open));
        var depth = 0;
        var close = output ? "}}" : "%}";
        while (_error is null && _tokens.Count < MaxTokens)
        {
            SkipSpace();
            if (_at >= text.Length) { Fail("an expression or tag is not closed", open); return; }
            var c = text[_at];
            if (depth == 0 && Closes(close, out var strips))
            {
                _tokens.Add(new(output ? JinjaTokenKind.OutputEnd : JinjaTokenKind.BlockEnd, "", _at));
                _at += strips ? 3 : 2;
                if (strips && text[_at - 3] == '-') SkipSpace();
                else if (!output && _at < text.Length && text[_at] == '\n') _at++;
                return;
            }
            if (c is '\'' or '"') Text(c);
            else if (char.IsAsciiDigit(c)) Number();
            else if (char.IsLetter(c) || c == '_') Name();
            else Operator(ref depth);
        }
    }

    private bool Closes(string close, out bool strips)
    {
        strips = text[_at] is '-' or '+' && string.CompareOrdinal(text, _at + 1, close, 0, 2) == 0;
        return strips || string.CompareOrdinal(text, _at, close, 0, 2) == 0;
    }

    private void Text(char quote)
    {
        var begin = _at;
        for (var at = _at + 1; at < text.Length; at++)
        {
            if (text[at] == '\\') { at++; continue; }
            if (text[at] != quote) continue;
            _tokens.Add(new(JinjaTokenKind.Text, JinjaEscapes.Undo(text.AsSpan(begin + 1, at - begin - 1)), begin));
            _at = at + 1;
            return;
        }
        Fail("a text is not closed", begin);
    }

    private void Number()
    {
        var begin = _at;
        var real = false;
        var hex = text[_at] == '0' && _at + 1 < text.Length && text[_at + 1] is 'x' or 'X' or 'o' or 'O' or 'b' or 'B';
        if (hex) _at += 2;
        while (_at < text.Length)
        {
            var c = text[_at];
            if (char.IsAsciiDigit(c) || c == '_' || (hex && char.IsAsciiHexDigit(c))) { _at++; continue; }
            if (!hex && !real && c == '.' && _at + 1 < text.Length && char.IsAsciiDigit(text[_at + 1])) { real = true; _at++; continue; }
            if (!hex && c is 'e' or 'E' && _at + 1 < text.Length && (char.IsAsciiDigit(text[_at + 1]) || (text[_at + 1] is '+' or '-' && _at + 2 < text.Length && char.IsAsciiDigit(text[_at + 2]))))
            {
                real = true;
                _at += 2;
                continue;
            }
            break;
        }
        _tokens.Add(new(real ? JinjaTokenKind.Number : JinjaTokenKind.Integer, text[begin.._at], begin));
    }

    private void Name()
    {
        var begin = _at;
        while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] == '_' || IsMark(text[_at]))) _at++;
        // Jinja looks names up as they are written, so letters that only look like others make another name.
        _tokens.Add(new(JinjaTokenKind.Name, text[begin.._at], begin));
    }

    private static bool IsMark(char c) => char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.NonSpacingMark;

    private void Operator(ref int depth)
    {
        foreach (var op in Operators)
        {
            if (string.CompareOrdinal(text, _at, op, 0, op.Length) != 0) continue;
            if (op is "(" or "[" or "{") depth++;
            if (op is ")" or "]" or "}") depth = Math.Max(0, depth - 1);
            _tokens.Add(new(JinjaTokenKind.Operator, op, _at));
            _at += op.Length;
            return;
        }
        Fail("a character has no meaning here", _at);
    }

    private void Fail(string error, int at)
    {
        _error ??= error;
        if (_error == error) _errorAt = at;
    }
}
