using System.Globalization;
using System.Text.Json;
using Assay.Analysis.Probes.Feeding;
using Assay.GpuProbe.Interfaces;

namespace Assay.GpuProbe.Probes.Memorisation;

/// <summary>Reads the owner's records that lie beside the model: JSON Lines, each with a prefix and a suffix, as text or as token ids.</summary>
internal static class OwnerRecords
{
    public const string FileName = "assay-records.jsonl";

    private const int MostRecords = 1000;
    private const int MostTokens = 512;

    /// <summary>The records, and why others were left out.</summary>
    public static (List<OwnerRecord> Records, List<string> Problems) Read(string modelPath, TokenInput tokens, int maxLength)
    {
        var (records, problems) = (new List<OwnerRecord>(), new List<string>());
        if (ModelFiles.Beside(modelPath).Text(FileName) is not { } text) return (records, problems);
        var words = new WordTokens(tokens);
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            if (records.Count == MostRecords)
            {
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"only the first {MostRecords} records were read"));
                break;
            }
            var (record, problem) = Parse(line, number, tokens, words, maxLength);
            if (record is not null) records.Add(record);
            else problems.Add(string.Create(CultureInfo.InvariantCulture, $"line {number}: {problem}"));
        }
        return (records, problems);
    }

    private static (OwnerRecord? Record, string? Problem) Parse(string line, int number, TokenInput tokens, WordTokens words, int maxLength)
    {
        try
        {
            using var document = JsonDocument.Parse(line, new() { MaxDepth = 8 });
            if (document.RootElement.ValueKind != JsonValueKind.Object) return (null, "a record is a JSON object");
            var name = document.RootElement.At("name").Text() ?? string.Create(CultureInfo.InvariantCulture, $"line {number}");
            var (prefix, suffix) = (Tokens(document.RootElement, "prefix", words), Tokens(document.RootElement, "suffix", words));
            if (prefix is null || suffix is null) return (null, "prefix and suffix are texts in tokens of the vocabulary, or lists of token ids");
            if (tokens.Begin is { } begin && prefix is not [var first, ..] || tokens.Begin is { } start && prefix[0] != start) prefix = [tokens.Begin!.Value, .. prefix];
            if (prefix.Length == 0 || suffix.Length == 0) return (null, "prefix and suffix must not be empty");
            if (prefix.Length + suffix.Length > Math.Min(MostTokens, maxLength)) return (null, "the record is longer than the model's texts");
            if (prefix.Concat(suffix).Any(id => id < 0 || id >= tokens.Vocabulary)) return (null, "a token id is not in the vocabulary");
            return (new(name, prefix, suffix), null);
        }
        catch (JsonException)
        {
            return (null, "it is not JSON");
        }
    }

    private static int[]? Tokens(JsonElement record, string name, WordTokens words)
    {
        if (record.At(name).Text() is { } text) return words.Encode(text);
        if (record.At(name + "_ids") is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() > MostTokens) return null;
        var ids = list.EnumerateArray().Select(e => ((JsonElement?)e).Integer()).ToList();
        return ids.Contains(null) ? null : [.. ids.Select(id => id!.Value)];
    }
}
