using Assay.Analysis.Probes.Feeding;

namespace Assay.GpuProbe.Probes.Memorisation;

/// <summary>
/// Turns text into tokens by the vocabulary alone, the longest token first. That is what word-level tokenizers do and close to what others do; where it matters,
/// records name the token ids.
/// </summary>
internal sealed class WordTokens
{
    private const int LongestToken = 64;

    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);

    public WordTokens(TokenInput tokens)
    {
        for (var id = 0; id < tokens.Texts.Count && id < tokens.Vocabulary; id++) if (tokens.Texts[id] is { Length: > 0 } text) _ids.TryAdd(text, id);
    }

    /// <summary>The tokens; null where a part of the text is in none.</summary>
    public int[]? Encode(string text)
    {
        var ids = new List<int>();
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            for (var at = 0; at < word.Length;)
            {
                var length = Math.Min(LongestToken, word.Length - at);
                while (length > 0 && !Find(word.Substring(at, length), at == 0, ids)) length--;
                if (length == 0) return null;
                at += length;
            }
        }
        return [.. ids];
    }

    /// <summary>Vocabularies mark where a word begins (BPE, unigram) or where it goes on (WordPiece).</summary>
    private bool Find(string part, bool begins, List<int> ids)
    {
        foreach (var form in begins ? new[] { "\u0120" + part, "\u2581" + part, part } : ["##" + part, part])
        {
            if (!_ids.TryGetValue(form, out var id)) continue;
            ids.Add(id);
            return true;
        }
        return false;
    }
}
