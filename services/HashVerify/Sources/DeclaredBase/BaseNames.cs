using System.Text;
using System.Text.Json;

namespace Assay.HashVerify.Sources.DeclaredBase;

/// <summary>
/// Names of base models in what a model says of itself: the hub's metadata, the front matter of README.md, the configuration of an adapter. The front
/// matter is searched line by line: it is hostile, and a parser of YAML would do far more than this needs.
/// </summary>
internal static class BaseNames
{
    /// <summary>Of a file that is looked at.</summary>
    public const int MaxBytes = 1 << 20;

    private const int MaxNames = 64;

    private static readonly string[] _files = ["README.md", "adapter_config.json"];

    /// <summary>True for the files of a model's root that may name a base.</summary>
    public static bool MayName(string path) => _files.Contains(path, StringComparer.Ordinal);

    public static IEnumerable<string> InFile(string path, ReadOnlySpan<byte> text) =>
        path == _files[0] ? InFrontMatter(Encoding.UTF8.GetString(text)) : InJson(Encoding.UTF8.GetString(text), "base_model_name_or_path");

    public static IEnumerable<string> InMetadata(string? metadata) => metadata is null ? [] : InJson(metadata, "base_models");

    private static List<string> InJson(string text, string member)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new() { MaxDepth = 64 });
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty(member, out var value)) return [];
            IEnumerable<JsonElement> values = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [value];
            return [.. values.Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!).Where(IsName).Take(MaxNames)];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return [];
        }
    }

    private static List<string> InFrontMatter(string text)
    {
        var names = new List<string>();
        var lines = text.Split('\n').Select(l => l.TrimEnd('\r', ' ', '\t')).ToList();
        if (lines[0] != "---") return names;
        var inList = false;
        foreach (var line in lines.Skip(1).TakeWhile(l => l != "---"))
        {
            if (line.StartsWith("base_model:", StringComparison.Ordinal))
            {
                inList = true;
                Add(line["base_model:".Length..]);
            }
            else if (inList && line.TrimStart().StartsWith('-')) Add(line.TrimStart()[1..]);
            else if (line.Length > 0 && !char.IsWhiteSpace(line[0])) inList = false;
        }
        return names;

        void Add(string value)
        {
            foreach (var part in value.Trim().Trim('[', ']').Split(','))
            {
                var name = part.Trim().Trim('"', '\'');
                if (names.Count < MaxNames && IsName(name)) names.Add(name);
            }
        }
    }

    /// <summary>The form of <c>org/name</c>.</summary>
    private static bool IsName(string name) => name.Length <= 200 && name.Split('/') is [{ Length: > 0 } organisation, { Length: > 0 } model]
        && (organisation + model).All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
