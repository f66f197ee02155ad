using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Assay.Inspect.Containers.Numpy;

/// <summary>The header of an .npy file: a Python literal that says type, order and shape.</summary>
/// <param name="Text">As it stands in the file, without padding.</param>
internal sealed partial record NumpyHeader(string Text)
{
    /// <summary>True where the text is a dictionary of literals, as numpy.save writes it; anything else is an expression to somebody's eval.</summary>
    public bool IsLiteral => Text.StartsWith('{') && Text.EndsWith('}') && !Call().IsMatch(WithoutTexts());

    /// <summary>True where the type has Python objects anywhere in it: whatever stands in quotes and is an object's code is taken for one.</summary>
    public bool HasObjects
    {
        get
        {
            var parts = Text.Split('\'', '"');
            for (var i = 1; i < parts.Length; i += 2)
            {
                var code = parts[i].TrimStart('|', '<', '>', '=');
                if (code is "O" or "O4" or "O8" or "object" or "object_" or "V" || ObjectCode().IsMatch(code)) return code != "V";
            }
            return false;
        }
    }

    /// <summary>Bytes of data that type and shape ask for; null where they are not plain.</summary>
    public long? DataLength
    {
        get
        {
            if (Type().Match(Text) is not { Success: true } type || Shape().Match(Text) is not { Success: true } shape) return null;
            if (!int.TryParse(type.Groups[2].ValueSpan, CultureInfo.InvariantCulture, out var width)) return null;
            Int128 length = type.Groups[1].Value == "U" ? 4L * width : width;
            foreach (var part in shape.Groups[1].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (!long.TryParse(part.TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture, out var dimension)) return null;
                length *= dimension;
                if (length > long.MaxValue) return long.MaxValue;
            }
            return (long)length;
        }
    }

    public static NumpyHeader Of(ReadOnlySpan<byte> bytes) => new(Encoding.Latin1.GetString(bytes).Trim(' ', '\n', '\r', '\0', '\t'));

    private string WithoutTexts() => Texts().Replace(Text, "''");

    [GeneratedRegex(@"'[^']*'|""[^""]*""", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Texts();

    // A call, an attribute, a comprehension or an operator: nothing of it is in a literal. Numbers, names True and False, brackets are.
    [GeneratedRegex(@"\w\s*\(|\.\s*[A-Za-z_]|\b(?!True\b|False\b|None\b|[0-9]+L?\b)[A-Za-z_]\w*|[*/%+=<>@|&^~]", RegexOptions.CultureInvariant)]
    private static partial Regex Call();

    [GeneratedRegex(@"^\(?\d*,?\)?O[48]?$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ObjectCode();

    [GeneratedRegex(@"['""]descr['""]\s*:\s*['""][|<>=]?([biufcSaVU?])(\d+)['""]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Type();

    [GeneratedRegex(@"['""]shape['""]\s*:\s*\(([^)]*)\)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Shape();
}
