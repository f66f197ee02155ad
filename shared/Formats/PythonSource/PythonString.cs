namespace Assay.Formats.PythonSource;

/// <summary>Where a string literal begins and ends.</summary>
internal readonly record struct PythonString(int Inner, int InnerEnd, int End, bool IsRaw, bool IsBytes, bool IsJoined, bool IsClosed)
{
    private const int MaxDepth = 20;

    /// <summary>The length of a string's prefix where one begins at <paramref name="at"/>; negative where none does.</summary>
    public static int Prefix(string text, int at, int end)
    {
        for (var length = 0; length <= 2 && at + length < end; length++)
        {
            var c = text[at + length];
            if (c is '"' or '\'') return length;
            if (c is not ('r' or 'R' or 'b' or 'B' or 'u' or 'U' or 'f' or 'F' or 't' or 'T')) return -1;
        }
        return -1;
    }

    public static PythonString Read(string text, int at, int prefix, int end, int depth = 0)
    {
        var marks = text.AsSpan(at, prefix);
        var isRaw = marks.ContainsAny('r', 'R');
        var isJoined = marks.ContainsAny("fFtT");
        var quote = text[at + prefix];
        var isLong = at + prefix + 2 < end && text[at + prefix + 1] == quote && text[at + prefix + 2] == quote;
        var inner = at + prefix + (isLong ? 3 : 1);
        var i = inner;
        var braces = 0;
        while (i < end)
        {
            var c = text[i];
            if (c == '\\' && (braces == 0 || isRaw)) i += 2;
            else if (c == quote && braces == 0 && (!isLong || IsTriple(text, i, end, quote)))
                return new(inner, i, i + (isLong ? 3 : 1), isRaw, marks.ContainsAny('b', 'B'), isJoined, true);
            else if (c is '\n' or '\r' && !isLong && braces == 0) return new(inner, i, i, isRaw, false, isJoined, false);
            else i = isJoined ? Step(text, i, end, quote, isLong, depth, ref braces) : i + 1;
        }
        return new(inner, end, end, isRaw, false, isJoined, false);
    }

    // Since 3.12 an expression inside a formatted string may hold the same quotes again.
    private static int Step(string text, int i, int end, char quote, bool isLong, int depth, ref int braces)
    {
        var c = text[i];
        if (c == '{')
        {
            if (braces == 0 && i + 1 < end && text[i + 1] == '{') return i + 2;
            braces++;
        }
        else if (c == '}')
        {
            if (braces > 0) braces--;
        }
        else if (braces > 0 && c is '"' or '\'' && depth < MaxDepth && (braces > 0))
        {
            var nested = Read(text, i, 0, end, depth + 1);
            if (nested.IsClosed) return nested.End;
            if (c == quote) braces = 0;
            return c == quote && !isLong ? i : i + 1;
        }
        return i + 1;
    }

    private static bool IsTriple(string text, int at, int end, char quote) => at + 2 < end && text[at + 1] == quote && text[at + 2] == quote;
}
