using System.Globalization;
using System.Text;
using Assay.Formats.PythonSource;

namespace Assay.Inspect.Analysers.PythonSource;

/// <summary>Works out what operators, indices and comprehensions give on known values. Bounded in what it makes.</summary>
internal static class PythonFold
{
    /// <summary>Longest text that is put together.</summary>
    public const int MaxText = 4 << 20;

    public static PythonValue Number(string digits)
    {
        var text = digits.TrimEnd('l', 'L', 'j', 'J');
        var style = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? 16 : text.StartsWith("0o", StringComparison.OrdinalIgnoreCase) ? 8
            : text.StartsWith("0b", StringComparison.OrdinalIgnoreCase) ? 2 : 10;
        return Whole(style == 10 ? text : text[2..], style);
    }

    public static PythonValue Whole(string text, int radix)
    {
        long value = 0;
        text = text.Trim().Replace("_", "", StringComparison.Ordinal);
        if (text.Length is 0 or > 18) return PythonValue.Unknown;
        foreach (var c in text)
        {
            var digit = char.IsAsciiDigit(c) ? c - '0' : char.IsAsciiLetter(c) ? char.ToLowerInvariant(c) - 'a' + 10 : 99;
            if (digit >= radix || value > (long.MaxValue - digit) / radix) return PythonValue.Unknown;
            value = (value * radix) + digit;
        }
        return PythonValue.OfNumber(value);
    }

    public static PythonValue Join(IEnumerable<PythonValue> parts)
    {
        var text = new StringBuilder();
        var taint = PythonTaint.None;
        foreach (var part in parts)
        {
            taint |= part.Deep();
            if (text.Length < MaxText) text.Append(Printed(part));
        }
        return PythonValue.OfText(text.ToString()).With(taint);
    }

    /// <summary>As it would be printed; a hole where that is not known.</summary>
    public static string Printed(PythonValue value) => value.Kind switch
    {
        PythonValueKind.Text or PythonValueKind.Bytes => value.Text,
        PythonValueKind.Number => value.Number.ToString(CultureInfo.InvariantCulture),
        PythonValueKind.Path when value.Text == "sys.executable" => "python",
        _ => PythonValue.Hole.ToString(),
    };

    /// <summary>The members of what can be gone through; null where they are not known.</summary>
    public static IReadOnlyList<PythonValue>? Elements(PythonValue value) => value.Kind switch
    {
        PythonValueKind.List => value.Items,
        PythonValueKind.Map => [.. value.Items.Where((_, i) => i % 2 == 0)],
        PythonValueKind.Bytes when value.IsWhole && value.Text.Length <= 200_000 => [.. value.Text.Select(c => PythonValue.OfNumber(c))],
        PythonValueKind.Text when value.IsWhole && value.Text.Length <= 200_000 => [.. value.Text.Select(c => PythonValue.OfText(c.ToString()).With(value.Taint))],
        _ => null,
    };

    public static PythonValue Operation(string op, PythonValue left, PythonValue right)
    {
        var taint = left.Taint | right.Taint;
        if (left.Kind == PythonValueKind.Number && right.Kind == PythonValueKind.Number) return Arithmetic(op, left.Number, right.Number);
        if (op == "%" && left.IsText) return Formatted(left, right).With(taint);
        if (op == "+" && (left.IsText || right.IsText))
        {
            var kind = left.IsText ? left.Kind : right.Kind;
            return left.Text.Length + right.Text.Length > MaxText ? PythonValue.OfTaint(taint) : new PythonValue(kind, Printed(left) + Printed(right)).With(taint | left.Deep() | right.Deep());
        }
        if (op == "+" && left.Kind == PythonValueKind.List)
            return right.Kind == PythonValueKind.List && left.Items.Count + right.Items.Count < 200_000 ? PythonValue.OfList([.. left.Items, .. right.Items]) : left.With(right.Deep());
        if (op == "*" && (left.IsText || right.IsText)) return Repeated(left.IsText ? left : right, left.IsText ? right : left);
        // A path of pathlib: "Path.home() / '.bashrc'".
        if (op == "/" && right.IsText && left.Kind is PythonValueKind.Path or PythonValueKind.Text)
            return left.Kind == PythonValueKind.Path && PythonPaths.TextOf(left) is null ? PythonValue.OfText(PythonValue.Hole + "/" + right.Text)
                : PythonValue.OfText((PythonPaths.TextOf(left) ?? left.Text).TrimEnd('/') + "/" + right.Text);
        return PythonValue.OfTaint(left.Deep() | right.Deep());
    }

    private static PythonValue Repeated(PythonValue text, PythonValue times) =>
        text.Text.Length > 0 && times.Kind == PythonValueKind.Number && times.Number >= 0 && text.Text.Length * Math.Min(times.Number, int.MaxValue) <= MaxText
            ? text with { Text = string.Concat(Enumerable.Repeat(text.Text, (int)times.Number)) } : PythonValue.OfTaint(text.Taint);

    private static PythonValue Arithmetic(string op, long a, long b)
    {
        try
        {
            return op switch
            {
                "+" => PythonValue.OfNumber(checked(a + b)),
                "-" => PythonValue.OfNumber(checked(a - b)),
                "*" => PythonValue.OfNumber(checked(a * b)),
                "//" when b != 0 => PythonValue.OfNumber((long)Math.Floor((double)a / b)),
                "%" when b > 0 => PythonValue.OfNumber(((a % b) + b) % b),
                "^" => PythonValue.OfNumber(a ^ b),
                "&" => PythonValue.OfNumber(a & b),
                "|" => PythonValue.OfNumber(a | b),
                "<<" when b is >= 0 and < 32 && Math.Abs(a) < 1L << 30 => PythonValue.OfNumber(a << (int)b),
                ">>" when b is >= 0 and < 63 => PythonValue.OfNumber(a >> (int)b),
                "**" when b is >= 0 and < 16 && Math.Abs(a) < 16 => PythonValue.OfNumber((long)Math.Pow(a, b)),
                _ => PythonValue.Unknown,
            };
        }
        catch (OverflowException)
        {
            return PythonValue.Unknown;
        }
    }

    private static PythonValue Formatted(PythonValue format, PythonValue values)
    {
        var given = values.Kind == PythonValueKind.List ? values.Items : [values];
        var text = new StringBuilder();
        var next = 0;
        for (var i = 0; i < format.Text.Length && text.Length < MaxText; i++)
        {
            if (format.Text[i] != '%' || i + 1 >= format.Text.Length)
            {
                text.Append(format.Text[i]);
                continue;
            }
            if (format.Text[i + 1] == '%')
            {
                text.Append('%');
                i++;
                continue;
            }
            var end = i + 1;
            while (end < format.Text.Length && !char.IsAsciiLetter(format.Text[end]) && format.Text[end] != '(') end++;
            if (end < format.Text.Length && format.Text[end] == '(')
            {
                text.Append(PythonValue.Hole);
                while (end < format.Text.Length && format.Text[end] != ')') end++;
                while (end + 1 < format.Text.Length && !char.IsAsciiLetter(format.Text[end])) end++;
            }
            else if (end < format.Text.Length && format.Text[end] == 'c' && next < given.Count && given[next].Kind == PythonValueKind.Number) text.Append((char)given[next++].Number);
            else text.Append(next < given.Count ? Printed(given[next++]) : PythonValue.Hole.ToString());
            i = end;
        }
        return PythonValue.OfText(text.ToString()).With(values.Deep());
    }

    public static PythonValue Item(PythonValue of, PythonValue index)
    {
        if (of.Kind == PythonValueKind.Map)
        {
            for (var i = 0; i + 1 < of.Items.Count; i += 2)
            {
                if (of.Items[i].Kind == index.Kind && of.Items[i].Text == index.Text && of.Items[i].Number == index.Number && index.Kind != PythonValueKind.Unknown) return of.Items[i + 1];
            }
            return index.IsWhole ? PythonValue.Unknown : Gravest(of.Items.Where((_, i) => i % 2 == 1), of);
        }
        if (index.Kind != PythonValueKind.Number) return of.Kind == PythonValueKind.List ? Gravest(of.Items, of) : PythonValue.OfTaint(of.Deep());
        if (of.Kind == PythonValueKind.List)
        {
            var at = index.Number < 0 ? index.Number + of.Items.Count : index.Number;
            return at >= 0 && at < of.Items.Count ? of.Items[(int)at] : PythonValue.Unknown;
        }
        if (!of.IsWhole) return PythonValue.OfTaint(of.Deep());
        var character = index.Number < 0 ? index.Number + of.Text.Length : index.Number;
        if (character < 0 || character >= of.Text.Length) return PythonValue.Unknown;
        return of.Kind == PythonValueKind.Bytes ? PythonValue.OfNumber(of.Text[(int)character]) : of with { Text = of.Text[(int)character].ToString() };
    }

    // Which one is taken is not known: a path counts before anything else.
    private static PythonValue Gravest(IEnumerable<PythonValue> items, PythonValue of) =>
        items.Take(64).FirstOrDefault(i => i.Kind == PythonValueKind.Path && !i.Text.StartsWith('?')) ?? PythonValue.OfTaint(of.Deep());

    public static PythonValue Slice(PythonValue of, PythonNode slice, Func<PythonNode, PythonValue> evaluate)
    {
        var bounds = slice.Items.Select(i => i.Kind == PythonNodeKind.Missing ? null : evaluate(i)).ToList();
        if (bounds.Exists(b => b is not null && b.Kind != PythonValueKind.Number) || (of.IsText && !of.IsWhole)) return PythonValue.OfTaint(of.Deep());
        var length = of.Kind == PythonValueKind.List ? of.Items.Count : of.IsText ? of.Text.Length : -1;
        if (length < 0) return PythonValue.OfTaint(of.Deep());
        var indices = Indices(length, bounds[0]?.Number, bounds[1]?.Number, bounds[2]?.Number ?? 1);
        return of.Kind == PythonValueKind.List ? PythonValue.OfList([.. indices.Select(i => of.Items[i])]) : of with { Text = new([.. indices.Select(i => of.Text[i])]) };
    }

    private static IEnumerable<int> Indices(int length, long? from, long? to, long step)
    {
        if (step == 0) yield break;
        long Clamp(long? value, long missing) => value is null ? missing : Math.Clamp(value < 0 ? value.Value + length : value.Value, step > 0 ? 0 : -1, step > 0 ? length : length - 1);
        var start = Clamp(from, step > 0 ? 0 : length - 1);
        var end = Clamp(to, step > 0 ? length : -1);
        for (var i = start; step > 0 ? i < end : i > end; i += step) yield return (int)i;
    }
}
