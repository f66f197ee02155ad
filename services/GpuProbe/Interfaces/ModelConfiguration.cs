using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Assay.Contracts.Values;
using Assay.Domain.Lineage;

namespace Assay.GpuProbe.Interfaces;

/// <summary>What the files beside a model say of it. All of it may be wrong: it is tried before it is believed.</summary>
internal sealed partial record ModelConfiguration
{
    private const int MaxLabels = 20_000;

    public string? Pipeline { get; init; }
    public string? Architecture { get; init; }
    public int? Classes { get; init; }
    public int? Vocabulary { get; init; }
    public int? MaxLength { get; init; }
    public IReadOnlyDictionary<string, int> SpecialIds { get; init; } = new Dictionary<string, int>();
    public IReadOnlyDictionary<int, string> Labels { get; init; } = new Dictionary<int, string>();
    public int? Height { get; init; }
    public int? Width { get; init; }
    public int? Channels { get; init; }
    public bool? ChannelsFirst { get; init; }

    /// <summary>How preprocessing scales; null where no file says.</summary>
    public PixelScale? Pixels { get; init; }

    public string? DeclaredBase { get; init; }

    public static ModelConfiguration Read(ModelFiles files)
    {
        using var config = files.Json("config.json");
        using var generation = files.Json("generation_config.json");
        using var image = files.Json("preprocessor_config.json") ?? files.Json("image_processor_config.json");
        using var tokenizer = files.Json("tokenizer_config.json");
        var root = config?.RootElement ?? default;
        var pixels = image?.RootElement ?? default;
        var card = files.Text("README.md");
        var front = FrontMatter(card);
        var (height, width) = Size(pixels.At("size") ?? root.At("image_size")) ?? Size(pixels.At("crop_size")) ?? (null, null);
        return new()
        {
            Pipeline = root.At("pipeline_tag").Text() ?? front,
            Architecture = root.At("architectures") is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0 ? ((JsonElement?)list[0]).Text() : null,
            Classes = root.At("num_labels").Integer() ?? Count(root.At("id2label")),
            Vocabulary = root.At("vocab_size").Integer(),
            MaxLength = Positive(root.At("max_position_embeddings").Integer() ?? root.At("n_positions").Integer() ?? root.At("n_ctx").Integer())
                ?? Positive((tokenizer?.RootElement ?? default).At("model_max_length").Integer()),
            SpecialIds = Ids(root, generation?.RootElement ?? default),
            Labels = LabelsOf(root.At("id2label")),
            Height = height,
            Width = width,
            Channels = pixels.At("num_channels").Integer() ?? root.At("num_channels").Integer(),
            ChannelsFirst = pixels.At("data_format").Text() is { } format ? format.Contains("first", StringComparison.OrdinalIgnoreCase) : null,
            Pixels = image is null ? null : PixelScale.Of(pixels),
            DeclaredBase = card is null ? null : DeclaredBases.InFile("README.md", Encoding.UTF8.GetBytes(card)) is [var first, ..] ? first : null,
        };
    }

    private static int? Positive(int? value) => value is > 0 and < 10_000_000 ? value : null;

    private static int? Count(JsonElement? map) => map is { ValueKind: JsonValueKind.Object } value ? Math.Min(MaxLabels, value.EnumerateObject().Count()) : null;

    private static (int? Height, int? Width)? Size(JsonElement? size)
    {
        if (size.Integer() is { } side) return (side, side);
        if (size is not { ValueKind: JsonValueKind.Object } value) return null;
        var shortest = value.At("shortest_edge").Integer();
        var (height, width) = (value.At("height").Integer() ?? shortest, value.At("width").Integer() ?? shortest);
        return height is > 0 and <= 4096 && width is > 0 and <= 4096 ? (height, width) : null;
    }

    private static Dictionary<string, int> Ids(params JsonElement[] sources)
    {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var source in sources.Where(s => s.ValueKind == JsonValueKind.Object))
        {
            foreach (var property in source.EnumerateObject().Select(p => (Name: p.NameOrNull() ?? "", p.Value)).Where(p => p.Name.EndsWith("_token_id", StringComparison.Ordinal)).Take(32))
            {
                if (((JsonElement?)property.Value).Integer() is { } id and >= 0) ids.TryAdd(property.Name[..^"_token_id".Length], id);
            }
        }
        return ids;
    }

    private static Dictionary<int, string> LabelsOf(JsonElement? map)
    {
        var labels = new Dictionary<int, string>();
        if (map is not { ValueKind: JsonValueKind.Object } value) return labels;
        foreach (var property in value.EnumerateObject().Take(MaxLabels))
        {
            if (int.TryParse(property.NameOrNull(), NumberStyles.None, CultureInfo.InvariantCulture, out var index) && ((JsonElement?)property.Value).Text() is { } text)
                labels[index] = text;
        }
        return labels;
    }

    /// <summary>The line of a model card's front matter that names the task; a whole YAML reader for hostile text is not worth it.</summary>
    private static string? FrontMatter(string? card)
    {
        if (card is null || !card.StartsWith("---", StringComparison.Ordinal)) return null;
        var end = card.IndexOf("\n---", 3, StringComparison.Ordinal);
        return Line(PipelineLine(), end < 0 ? "" : card[..end]);
    }

    private static string? Line(Regex line, string text) =>
        line.Match(text) is { Success: true } match && match.Groups[1].Value.Trim().Trim('"', '\'') is { Length: > 0 and <= 256 } value ? value : null;

    [GeneratedRegex(@"^pipeline_tag:[ \t]*(.+)$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex PipelineLine();
}
