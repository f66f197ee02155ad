using System.Text;
using System.Text.Json;
using Assay.Contracts.Values;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Assay.Domain.Lineage;

/// <summary>
/// Names of base models in what a model says of itself: front matter of the model card, configuration of an adapter, the hub's metadata. All of it is
/// hostile: YAML is read event by event, and no object is ever made of it.
/// </summary>
public static class DeclaredBases
{
    /// <summary>Largest file that is read for names.</summary>
    public const int MaxBytes = 1 << 20;

    private const int MaxNames = 16;
    private const int MaxName = 500;
    private const int MaxEvents = 100_000;
    private const int MaxRepository = 200;

    private static readonly string[] _prefixes = ["pkg:huggingface/", "https://huggingface.co/", "hf://"];

    /// <summary>True for files of a model's root that may name a base.</summary>
    public static bool MayName(string path) => path is "README.md" or "adapter_config.json" or "config.json";

    /// <summary>Names in a file for which <see cref="MayName"/> is true.</summary>
    public static IReadOnlyList<string> InFile(string path, ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes).TrimStart('\ufeff');
        return Tidy(path == "README.md" ? InCard(text) : InJson(text, "base_model_name_or_path"));
    }

    /// <summary>
    /// What a configuration was loaded from (<c>_name_or_path</c> of <c>config.json</c>): for many fine-tunes the base, for as many a folder of whoever
    /// trained it. A hint where nothing is declared, no declaration.
    /// </summary>
    public static IReadOnlyList<string> Hints(string path, ReadOnlySpan<byte> bytes) =>
        path == "config.json" ? Tidy(InJson(Encoding.UTF8.GetString(bytes).TrimStart('\ufeff'), "_name_or_path")) : [];

    /// <summary>
    /// The repository that a name means, as <c>org/name</c>: purls (<c>pkg:huggingface/org/name@commit</c>) and addresses of the hub are reduced to it. Null
    /// where it is no such name.
    /// </summary>
    public static string? RepositoryOf(string name)
    {
        foreach (var prefix in _prefixes) if (name.StartsWith(prefix, StringComparison.Ordinal)) name = name[prefix.Length..];
        name = name.Split('@', '?', '#')[0];
        return name.Length <= MaxRepository && name.Split('/') is [{ Length: > 0 } organisation, { Length: > 0 } model] && IsPlain(organisation) && IsPlain(model)
            ? name
            : null;
    }

    /// <summary>True for a name that is one plain segment of a path: letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, and not only dots.</summary>
    public static bool IsPlain(string segment) => segment.Any(c => c != '.') && segment.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    /// <summary>Names in the hub's metadata.</summary>
    public static IReadOnlyList<string> InMetadata(string? metadata) => metadata is null ? [] : Tidy(InJson(metadata, "base_models"));

    private static List<string> Tidy(IEnumerable<string> names) =>
        [.. names.Select(n => n.Trim().TrimEnd('/')).Where(n => n.Length is > 0 and <= MaxName).Distinct(StringComparer.Ordinal).Take(MaxNames)];

    private static List<string> InJson(string text, string member)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new() { MaxDepth = 64, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty(member, out var value)) return [];
            IEnumerable<JsonElement> values = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [value];
            return [.. values.Select(v => v.TextOrNull()).OfType<string>().Take(MaxNames)];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static List<string> InCard(string text)
    {
        if (!text.StartsWith("---\n", StringComparison.Ordinal) && !text.StartsWith("---\r\n", StringComparison.Ordinal)) return [];
        var end = text.IndexOf("\n---", 4, StringComparison.Ordinal);
        return end < 0 ? [] : InFrontMatter(text[4..end]);
    }

    private static List<string> InFrontMatter(string yaml)
    {
        var names = new List<string>();
        var parser = new Parser(new StringReader(yaml));
        var (depth, isKey, isBase, baseDepth) = (0, true, false, 0);
        try
        {
            for (var i = 0; i < MaxEvents && names.Count < MaxNames && parser.MoveNext(); i++)
            {
                switch (parser.Current)
                {
                    case MappingStart or SequenceStart:
                        // A list under the key has its items one level below.
                        if (depth == 1 && !isKey) (isBase, baseDepth) = (isBase && parser.Current is SequenceStart, 2);
                        depth++;
                        break;
                    case MappingEnd or SequenceEnd:
                        depth--;
                        if (depth == 1) (isKey, isBase, baseDepth) = (true, false, 0);
                        break;
                    case Scalar scalar when depth == 1 && isKey:
                        (isKey, isBase, baseDepth) = (false, scalar.Value == "base_model", 1);
                        break;
                    case Scalar scalar when isBase && depth == baseDepth:
                        names.Add(scalar.Value);
                        if (depth == 1) (isKey, isBase) = (true, false);
                        break;
                    case Scalar or AnchorAlias when depth == 1:
                        (isKey, isBase) = (true, false);
                        break;
                }
            }
        }
        catch (Exception e) when (e is YamlException or InvalidOperationException or ArgumentException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            // What stood before the damage was read; tools that read cards are no better.
        }
        return names;
    }
}
