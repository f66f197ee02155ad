using System.Globalization;
using System.Text;

namespace Assay.Inspect.Analysers.Templates;

/// <summary>
/// Finds the texts of a JSON document without asking for valid JSON: Python's reader takes more than the standard, and a doubled key must not hide
/// the first one.
/// </summary>
internal static class JsonTexts
{
    /// <summary>Vocabularies have every pair of braces as a word.</summary>
    private const int MinLength = 6;

    private const int MaxTexts = 20_000;

    public static IEnumerable<TemplateText> Find(string json)
    {
        // Only braces, which may be written as escapes, make a template.
        if (!json.Contains("{%", StringComparison.Ordinal) && !json.Contains("{{", StringComparison.Ordinal) && !json.Contains("{#", StringComparison.Ordinal)
            && !json.Contains("\\u007", StringComparison.OrdinalIgnoreCase) && !json.Contains("\\u002", StringComparison.OrdinalIgnoreCase)) yield break;
        var key = "";
        var owner = "";
        var found = 0;
        for (var at = json.IndexOf('"'); at >= 0; at = at < json.Length ? json.IndexOf('"', at) : -1)
        {
            var begin = at + 1;
            var end = End(json, begin, out var escaped);
            if (end < 0) yield break;
            at = end + 1;
            var next = at;
            while (next < json.Length && char.IsWhiteSpace(json[next])) next++;
            if (next < json.Length && json[next] == ':')
            {
                key = json[begin..Math.Min(end, begin + 200)];
                if (key.Contains("template", StringComparison.OrdinalIgnoreCase)) owner = key;
                else if (key is not ("name" or "template" or "content" or "tool_use" or "default")) owner = "";
                continue;
            }
            if (end - begin < MinLength) continue;
            var text = escaped ? Unescape(json.AsSpan(begin, end - begin)) : json[begin..end];
            if (!TemplateFinder.HasMarks(text)) continue;
            if (++found > MaxTexts) yield break;
            var isTemplate = key.Contains("template", StringComparison.OrdinalIgnoreCase) || owner.Length > 0;
            yield return new(key.Length > 0 ? key : "a text", text, begin, isTemplate);
        }
    }

    private static int End(string json, int begin, out bool escaped)
    {
        escaped = false;
        for (var at = begin; at < json.Length; at++)
        {
            if (json[at] == '\\') { escaped = true; at++; }
            else if (json[at] == '"') return at;
        }
        return -1;
    }

    private static string Unescape(ReadOnlySpan<char> text)
    {
        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '\\' || at + 1 >= text.Length) { plain.Append(text[at]); continue; }
            var c = text[++at];
            if (c == 'u' && at + 4 < text.Length && ushort.TryParse(text.Slice(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                plain.Append((char)code);
                at += 4;
            }
            else plain.Append(c switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', _ => c });
        }
        return plain.ToString();
    }
}
