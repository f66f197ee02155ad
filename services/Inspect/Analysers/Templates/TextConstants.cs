using System.Globalization;

namespace Assay.Inspect.Analysers.Templates;

/// <summary>Python's methods of texts, on constants.</summary>
internal static class TextConstants
{
    /// <summary>The result; null where the method or its arguments are not known.</summary>
    public static TemplateValue? Apply(string name, object?[] c, IReadOnlyDictionary<string, TemplateValue> named)
    {
        if (c[0] is not string text) return null;
        var first = c.Length > 1 ? c[1] as string : null;
        var values = c[1..];
        object? result = name switch
        {
            "%" => TemplateConstants.Percent(text, values),
            "format" => TemplateConstants.Format(text, values, named),
            "lower" or "casefold" => text.ToLowerInvariant(),
            "upper" => text.ToUpperInvariant(),
            "title" => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(text.ToLowerInvariant()),
            "capitalize" => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..].ToLowerInvariant(),
            "swapcase" => string.Concat(text.Select(x => char.IsUpper(x) ? char.ToLowerInvariant(x) : char.ToUpperInvariant(x))),
            "strip" => first is null ? text.Trim() : text.Trim(first.ToCharArray()),
            "lstrip" => first is null ? text.TrimStart() : text.TrimStart(first.ToCharArray()),
            "rstrip" => first is null ? text.TrimEnd() : text.TrimEnd(first.ToCharArray()),
            "replace" => first is { Length: > 0 } && values.Length > 1 && values[1] is string to && Fits(text, first, to) ? text.Replace(first, to, StringComparison.Ordinal)
                : first is { Length: 0 } && values.Length > 1 && values[1] is string between && text.Length * (between.Length + 1L) < TemplateConstants.MaxText
                    ? between + string.Concat(text.Select(x => x + between)) : null,
            "removeprefix" => first is null ? null : text.StartsWith(first, StringComparison.Ordinal) ? text[first.Length..] : text,
            "removesuffix" => first is null ? null : text.EndsWith(first, StringComparison.Ordinal) ? text[..^first.Length] : text,
            "startswith" => first is null ? null : text.StartsWith(first, StringComparison.Ordinal),
            "endswith" => first is null ? null : text.EndsWith(first, StringComparison.Ordinal),
            "find" or "index" => first is null ? null : (long)text.IndexOf(first, StringComparison.Ordinal),
            "split" or "rsplit" => Split(text, first, values),
            "splitlines" => Items(text.Split('\n')),
            "partition" => first is { Length: > 0 } ? Partition(text, first, text.IndexOf(first, StringComparison.Ordinal)) : null,
            "rpartition" => first is { Length: > 0 } ? Partition(text, first, text.LastIndexOf(first, StringComparison.Ordinal)) : null,
            "striptags" or "expandtabs" or "encode" or "decode" or "urlize" or "wordwrap" or "indent" or "__str__" or "strip_tags" => text,
            "center" or "ljust" or "rjust" or "zfill" => values.Length > 0 && values[0] is long width && width <= text.Length ? text : null,
            "truncate" => values.Length > 0 && values[0] is long keep && keep >= 0 && keep < text.Length ? null : text,
            _ => null,
        };
        return result is null ? null : TemplateValue.Of(result);
    }

    private static bool Fits(string text, string from, string to) => text.Length / from.Length * (long)to.Length + text.Length < TemplateConstants.MaxText;

    private static TemplateItems? Split(string text, string? by, object?[] values)
    {
        if (by is { Length: 0 }) return null;
        var most = values.Length > 1 && values[1] is long n and >= 0 and < 1000 ? (int)n + 1 : 1024;
        return Items(by is null ? text.Split((char[]?)null, most, StringSplitOptions.RemoveEmptyEntries) : text.Split(by, most));
    }

    private static TemplateItems Partition(string text, string by, int at) => at < 0 ? Items([text, "", ""]) : Items([text[..at], by, text[(at + by.Length)..]]);

    private static TemplateItems Items(string[] parts) => new([.. parts.Select(p => TemplateValue.Of(p))]);
}
