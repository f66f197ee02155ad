namespace Assay.Domain.Scans;

/// <summary>Well-known configuration files that say how a model is fed: handed to the probes together with the model.</summary>
public static class ProbeCompanions
{
    /// <summary>Where files of the model's root are laid beside a model that lies in a folder of it.</summary>
    public const string RootFolder = ".root";

    private const long Small = 1 << 20;

    /// <summary>Tokenizers with 250,000 tokens have about 20 MB.</summary>
    private const long Vocabulary = 48 << 20;

    /// <summary>Names, and the most bytes of each; a larger file is left out.</summary>
    public static IReadOnlyDictionary<string, long> Limits { get; } = new Dictionary<string, long>(StringComparer.Ordinal)
    {
        ["config.json"] = Small,
        ["generation_config.json"] = Small,
        ["preprocessor_config.json"] = Small,
        ["image_processor_config.json"] = Small,
        ["tokenizer_config.json"] = 4 * Small,
        ["special_tokens_map.json"] = Small,
        ["tokenizer.json"] = Vocabulary,
        ["vocab.json"] = Vocabulary,
        ["vocab.txt"] = Vocabulary,
        ["README.md"] = Small,
        ["assay-records.jsonl"] = 4 * Small,
    };

    /// <summary>True for a file that belongs to the models of its folder, or, at the root, to all.</summary>
    /// <param name="path">Relative to the model's root. Untrusted.</param>
    /// <param name="size">In bytes.</param>
    /// <param name="modelFolder">Folder of the model file; empty for the root.</param>
    public static bool Belongs(string path, long size, string modelFolder)
    {
        var slash = path.LastIndexOf('/');
        var (folder, name) = (slash < 0 ? "" : path[..slash], path[(slash + 1)..]);
        return Limits.TryGetValue(name, out var limit) && size <= limit && (folder == modelFolder || folder.Length == 0);
    }
}
