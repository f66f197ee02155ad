using static Assay.Formats.PythonSource.PythonNodeKind;

namespace Assay.Formats.PythonSource;

internal sealed partial class PythonParser
{
    private static readonly HashSet<string> Reserved =
        ["if", "else", "elif", "for", "in", "is", "and", "or", "not", "while", "def", "class", "return", "import", "with", "try", "except", "finally", "as", "del", "raise", "assert", "pass"];

    private PythonNode Atom()
    {
        var from = Current;
        if (_depth >= PythonLimits.Nesting) return Fail(from);
        switch (from.Kind)
        {
            case PythonTokenKind.Name when from.Text is "True" or "False" or "None": return Make(Constant, Advance(), from.Text);
            case PythonTokenKind.Name when from.Text == "lambda": return LambdaExpression();
            case PythonTokenKind.Name: return Reserved.Contains(from.Text) ? Fail(from) : Make(PythonNodeKind.Name, Advance(), from.Text);
            case PythonTokenKind.Number: return Make(Number, Advance(), from.Text.Replace("_", "", StringComparison.Ordinal));
            case PythonTokenKind.Text or PythonTokenKind.Bytes or PythonTokenKind.Joined: return Strings();
            case PythonTokenKind.Operator:
                _depth++;
                var value = from.Text switch
                {
                    "(" => Bracketed(),
                    "[" => Listed(),
                    "{" => Braced(),
                    "..." => Make(Constant, Advance(), "..."),
                    "`" => Backquoted(),
                    _ => Fail(from),
                };
                _depth--;
                return value;
            default: return Fail(from);
        }
    }

    private PythonNode Backquoted()
    {
        var from = Advance();
        var value = Several();
        Expect("`");
        return Make(Call, from, "", Make(PythonNodeKind.Name, from, "repr"), value);
    }

    private PythonNode Bracketed()
    {
        var from = Advance();
        if (Take(")")) return Make(PythonNodeKind.Tuple, from);
        var first = Starred();
        if (IsClause()) first = Clauses(from, "(", [first]);
        var items = new List<PythonNode> { first };
        var isTuple = Is(",");
        while (!_failed && Take(","))
        {
            if (Is(")")) break;
            items.Add(Starred());
        }
        Expect(")");
        return isTuple ? Make(PythonNodeKind.Tuple, from, "", items) : first;
    }

    private PythonNode Listed()
    {
        var from = Advance();
        var items = new List<PythonNode>();
        while (!_failed && !Is("]"))
        {
            items.Add(Starred());
            if (IsClause())
            {
                var node = Clauses(from, "[", items);
                Expect("]");
                return node;
            }
            if (!Take(",")) break;
        }
        Expect("]");
        return Make(PythonNodeKind.List, from, "", items);
    }

    private PythonNode Braced()
    {
        var from = Advance();
        var items = new List<PythonNode>();
        var isMap = Is("}");
        while (!_failed && !Is("}"))
        {
            var key = Starred();
            items.Add(key);
            if (key is { Kind: Star, Text: "**" }) (isMap, key) = (true, Nothing);
            if (key.Kind == Missing) items.Add(Nothing);
            else if (Take(":"))
            {
                isMap = true;
                items.Add(Whole());
            }
            if (IsClause())
            {
                var node = Clauses(from, isMap ? "{:" : "{", items);
                Expect("}");
                return node;
            }
            if (!Take(",")) break;
        }
        Expect("}");
        return Make(isMap ? Map : PythonNodeKind.Set, from, "", items);
    }

    /// <summary>Strings that stand beside each other are one.</summary>
    private PythonNode Strings()
    {
        var from = Current;
        var isBytes = from.Kind == PythonTokenKind.Bytes;
        var parts = new List<PythonNode>();
        var plain = new System.Text.StringBuilder();
        var isPlain = true;
        while (Current.Kind is PythonTokenKind.Text or PythonTokenKind.Bytes or PythonTokenKind.Joined)
        {
            var token = Advance();
            if (token.Kind == PythonTokenKind.Joined)
            {
                isPlain = false;
                Parts(token, parts);
            }
            else
            {
                plain.Append(token.Text);
                parts.Add(Make(isBytes ? PythonNodeKind.Bytes : PythonNodeKind.Text, token, token.Text));
            }
        }
        return isPlain ? Make(isBytes ? PythonNodeKind.Bytes : PythonNodeKind.Text, from, plain.ToString()) : Make(Joined, from, "", parts);
    }

    private void Parts(PythonToken token, List<PythonNode> parts)
    {
        var text = token.Text;
        var at = 0;
        while (at < text.Length)
        {
            var brace = text.AsSpan(at).IndexOfAny('{', '}');
            var plain = brace < 0 ? text.Length : at + brace;
            if (plain > at) Piece(token, text.AsSpan(at, plain - at), parts);
            at = plain;
            if (at >= text.Length) return;
            if (at + 1 < text.Length && text[at + 1] == text[at])
            {
                Piece(token, text.AsSpan(at, 1), parts);
                at += 2;
            }
            else if (text[at] == '}') at++;
            else at = Replacement(token, at + 1, parts);
        }
    }

    private void Piece(PythonToken token, ReadOnlySpan<char> raw, List<PythonNode> parts) =>
        parts.Add(Make(PythonNodeKind.Text, token, token.IsRaw ? raw.ToString() : PythonEscapes.Resolve(raw, isBytes: false)));

    /// <summary>The expression inside braces; what formats it behind a colon may hold further ones.</summary>
    private int Replacement(PythonToken token, int at, List<PythonNode> parts)
    {
        var end = BraceEnd(token.Text, at);
        var from = token.Inner + at;
        if (_depth + 8 >= PythonLimits.Nesting || from + end - at > _text.Length)
        {
            parts.Add(Fail(token));
            return end + 1;
        }
        var tokens = new PythonTokenizer(_text, from, from + end - at, token.Line, _cancellationToken).Read(isExpression: true);
        var inner = new PythonParser(_text, tokens, _depth + 8, _cancellationToken);
        var value = inner.Several();
        inner.Take("=");
        if (inner._failed || inner.Current is not ({ Kind: PythonTokenKind.End or PythonTokenKind.Error } or { Text: ":" })) _failed |= inner.Current.Text != "!" || inner._failed;
        parts.Add(value);
        var colon = inner.Current is { Text: ":" } mark ? mark.At - token.Inner : end;
        var nested = token.Text.AsSpan(0, end).Slice(Math.Min(colon, end)).IndexOf('{');
        if (nested >= 0) Replacement(token, colon + nested + 1, parts);
        return end + 1;
    }

    private static int BraceEnd(string text, int at)
    {
        var depth = 1;
        for (var i = at; i < text.Length; i++)
        {
            if (text[i] is '"' or '\'')
            {
                var nested = PythonString.Read(text, i, 0, text.Length);
                if (nested.IsClosed) i = nested.End - 1;
            }
            else if (text[i] is '{' or '[' or '(') depth++;
            else if (text[i] is '}' or ']' or ')' && --depth == 0) return i;
        }
        return text.Length;
    }
}
