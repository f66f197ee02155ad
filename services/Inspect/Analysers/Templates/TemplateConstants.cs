using System.Globalization;
using System.Text;

namespace Assay.Inspect.Analysers.Templates;

/// <summary>Python's operations on constants, as far as names can be hidden with them.</summary>
internal static class TemplateConstants
{
    public const int MaxText = 64 * 1024;

    public static bool? Truth(object? value) => value switch
    {
        null => false,
        bool b => b,
        long n => n != 0,
        double d => d != 0,
        string s => s.Length > 0,
        TemplateItems items => items.Items.Count > 0,
        TemplateRange range => range.Count > 0,
        TemplateMap { IsOpen: false } map => map.Values.Count > 0,
        TemplateMacro => true,
        _ => null,
    };

    /// <summary>As <c>str()</c>; null where it is not known.</summary>
    public static string? Str(object? value) => value switch
    {
        null => "None",
        bool b => b ? "True" : "False",
        long n => n.ToString(CultureInfo.InvariantCulture),
        double d => d.ToString("R", CultureInfo.InvariantCulture),
        string s => s,
        TemplateItems items when items.Items.All(i => i.IsConstant) => "[" + string.Join(", ", items.Items.Select(i => i.Single is string s ? $"'{s}'" : Str(i.Single))) + "]",
        _ => null,
    };

    /// <summary>A list or dictionary of constants as it is written out; null where a part is not known.</summary>
    public static string? Written(object? value, char quote, int depth = 0)
    {
        if (depth > 8) return null;
        string? Part(TemplateValue part) => part.IsConstant ? Written(part.Single, quote, depth + 1) : null;
        var parts = value switch
        {
            TemplateItems items when items.Items.Count <= 64 => items.Items.Select(Part).ToList(),
            TemplateMap { IsOpen: false } map when map.Values.Count <= 64 => [.. map.Values.Select(v => Part(v.Value) is { } held ? $"{quote}{v.Key}{quote}: {held}" : null)],
            _ => null,
        };
        if (parts is null) return value is string s ? quote + s + quote : value is TemplateItems or TemplateMap ? null : Str(value);
        if (parts.Contains(null) || parts.Sum(p => p!.Length) > MaxText / 2) return null;
        var (open, close) = value is TemplateMap ? ('{', '}') : quote == '"' ? ('[', ']') : ('(', ')');
        return open + string.Join(", ", parts) + close;
    }

    /// <summary>The characters or items of a constant; null where they are not known.</summary>
    public static IReadOnlyList<TemplateValue>? Items(object? value) => value switch
    {
        string s when s.Length <= 4096 => [.. s.Select(c => TemplateValue.Of(c.ToString()))],
        TemplateItems items => items.Items,
        TemplateMap { IsOpen: false } map => [.. map.Values.Keys.Select(k => TemplateValue.Of(k))],
        TemplateRange { Count: <= 256 } range => [.. Enumerable.Range(0, (int)range.Count).Select(n => TemplateValue.Of((long)n))],
        _ => null,
    };

    public static object? Slice(object? value, long? start, long? stop, long? step)
    {
        var length = value is string s ? s.Length : value is TemplateItems items ? items.Items.Count : -1;
        if (length < 0 || step == 0) return null;
        var by = Math.Clamp(step ?? 1, -MaxText, MaxText);
        long Bound(long? bound, long fallback, long low, long high) => bound is null ? fallback : Math.Clamp(bound < 0 ? bound.Value + length : bound.Value, low, high);
        var from = by > 0 ? Bound(start, 0, 0, length) : Bound(start, length - 1, -1, length - 1);
        var to = by > 0 ? Bound(stop, length, 0, length) : Bound(stop, -1, -1, length - 1);
        var picked = new List<int>();
        for (var i = from; by > 0 ? i < to : i > to; i += by) picked.Add((int)i);
        if (value is string text) return string.Concat(picked.Select(i => text[i]));
        return new TemplateItems([.. picked.Select(i => ((TemplateItems)value!).Items[i])]);
    }

    /// <summary><c>text % values</c>.</summary>
    public static string? Percent(string format, IReadOnlyList<object?> values)
    {
        var text = new StringBuilder();
        var next = 0;
        for (var at = 0; at < format.Length; at++)
        {
            if (format[at] != '%') { text.Append(format[at]); continue; }
            if (++at >= format.Length) return null;
            if (format[at] == '%') { text.Append('%'); continue; }
            while (at < format.Length && (char.IsAsciiDigit(format[at]) || format[at] is '.' or '-' or '#' or '+' or ' ')) at++;
            if (at >= format.Length || next >= values.Count) return null;
            var value = values[next++];
            var piece = format[at] switch
            {
                'c' => value is long code and > 0 and < 0x10ffff and not (>= 0xd800 and <= 0xdfff) ? char.ConvertFromUtf32((int)code) : value as string,
                'x' => value is long number ? number.ToString("x", CultureInfo.InvariantCulture) : null,
                's' or 'r' or 'd' or 'i' => Str(value),
                _ => null,
            };
            if (piece is null || text.Length > MaxText) return null;
            text.Append(piece);
        }
        return text.ToString();
    }

    /// <summary><c>text.format(values)</c>, without attributes and items.</summary>
    public static string? Format(string format, IReadOnlyList<object?> values, IReadOnlyDictionary<string, TemplateValue> named)
    {
        var text = new StringBuilder();
        var next = 0;
        for (var at = 0; at < format.Length; at++)
        {
            if (format[at] is '{' or '}' && at + 1 < format.Length && format[at + 1] == format[at]) { text.Append(format[at++]); continue; }
            if (format[at] != '{') { text.Append(format[at]); continue; }
            var end = format.IndexOf('}', at);
            if (end < 0) return null;
            var field = format[(at + 1)..end];
            at = end;
            var bang = field.IndexOfAny(['!', ':']);
            var spec = bang >= 0 ? field[bang..] : "";
            if (bang >= 0) field = field[..bang];
            object? value;
            if (field.Length == 0) value = next < values.Count ? values[next++] : null;
            else if (int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var n)) value = n < values.Count ? values[n] : null;
            else value = named.TryGetValue(field, out var by) && by.IsConstant ? by.Single : null;
            var piece = spec == ":c" && value is long code and > 0 and < 0xd800 ? ((char)code).ToString() : Str(value);
            if (value is null || piece is null || text.Length > MaxText) return null;
            text.Append(piece);
        }
        return text.ToString();
    }

    public static bool? Compare(string op, object? a, object? b)
    {
        if (a is TemplateGlobal || b is TemplateGlobal) return null;
        int? order = (a, b) switch
        {
            (long x, long y) => x.CompareTo(y),
            (double or long, double or long) => Convert.ToDouble(a, CultureInfo.InvariantCulture).CompareTo(Convert.ToDouble(b, CultureInfo.InvariantCulture)),
            (string x, string y) => string.CompareOrdinal(x, y),
            _ => null,
        };
        return op switch
        {
            "==" => order is not null ? order == 0 : a is null || b is null ? a is null && b is null : Equals(a, b) ? true : null,
            "!=" => order is not null ? order != 0 : null,
            "<" => order < 0,
            ">" => order > 0,
            "<=" => order <= 0,
            ">=" => order >= 0,
            "in" when a is string x && b is string y => y.Contains(x, StringComparison.Ordinal),
            "not in" when a is string x && b is string y => !y.Contains(x, StringComparison.Ordinal),
            _ => null,
        };
    }
}
