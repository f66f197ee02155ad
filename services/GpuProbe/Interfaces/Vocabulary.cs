using System.Text.Json;
using Assay.Contracts.Values;

namespace Assay.GpuProbe.Interfaces;

/// <summary>The tokens of a tokenizer, out of the files beside the model.</summary>
/// <param name="Texts">By id; null for an id without text.</param>
/// <param name="Special">Ids of tokens that are no text.</param>
/// <param name="Basis">The file that says so.</param>
internal sealed record Vocabulary(IReadOnlyList<string?> Texts, IReadOnlySet<int> Special, string Basis)
{
    /// <summary>More tokens than any tokenizer has.</summary>
    private const int MaxTokens = 1 << 20;

    private const int MaxText = 256;

    /// <summary>Null where no file has any.</summary>
    public static Vocabulary? Read(ModelFiles files) => FromTokenizer(files) ?? FromMap(files) ?? FromList(files.Text("vocab.txt"));

    private static Vocabulary? FromTokenizer(ModelFiles files)
    {
        using var document = files.Json("tokenizer.json");
        if (document is null) return null;
        var texts = new List<string?>();
        var special = new HashSet<int>();
        if (document.RootElement.At("model")?.At("vocab") is { } vocabulary) Add(texts, vocabulary);
        if (document.RootElement.At("added_tokens") is { ValueKind: JsonValueKind.Array } added)
        {
            foreach (var token in added.EnumerateArray().Take(MaxTokens))
            {
                if (token.At("id").Integer() is not { } id) continue;
                Set(texts, id, token.At("content").Text());
                if (token.At("special").Flag() is true) special.Add(id);
            }
        }
        return texts.Count == 0 ? null : new(texts, special, "tokenizer.json");
    }

    private static Vocabulary? FromMap(ModelFiles files)
    {
        using var document = files.Json("vocab.json");
        if (document is null) return null;
        var texts = new List<string?>();
        Add(texts, document.RootElement);
        return texts.Count == 0 ? null : new(texts, new HashSet<int>(), "vocab.json");
    }

    private static Vocabulary? FromList(string? text)
    {
        if (text is null) return null;
        List<string?> texts = [.. text.TrimEnd('\n').Split('\n', MaxTokens).Select(line => Cut(line.TrimEnd('\r')))];
        var special = texts.Index().Where(t => t.Item is ['[', .., ']'] && t.Item.Length > 2).Select(t => t.Index).ToHashSet();
        return new(texts, special, "vocab.txt");
    }

    /// <summary>A map from text to id, or, as unigram tokenizers have it, a list of pairs of text and score.</summary>
    private static void Add(List<string?> texts, JsonElement vocabulary)
    {
        if (vocabulary.ValueKind == JsonValueKind.Object)
        {
            foreach (var token in vocabulary.EnumerateObject().Take(MaxTokens))
            {
                if (((JsonElement?)token.Value).Integer() is { } id) Set(texts, id, token.NameOrNull());
            }
        }
        else if (vocabulary.ValueKind == JsonValueKind.Array)
        {
            foreach (var (id, token) in vocabulary.EnumerateArray().Take(MaxTokens).Index())
                Set(texts, id, token.ValueKind == JsonValueKind.Array && token.GetArrayLength() > 0 ? ((JsonElement?)token[0]).Text() : null);
        }
    }

    private static void Set(List<string?> texts, int id, string? text)
    {
        if (id is < 0 or >= MaxTokens) return;
        while (texts.Count <= id) texts.Add(null);
        texts[id] = text is null ? null : Cut(text);
    }

    private static string Cut(string text) => text.Length <= MaxText ? text : text[..MaxText];
}
