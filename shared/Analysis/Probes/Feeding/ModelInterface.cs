using Assay.Contracts.Findings;

namespace Assay.Analysis.Probes.Feeding;

/// <summary>
/// What a model is for and how it is fed, deduced from its graph, from the configuration beside it and, where both leave it open, from trial runs. Texts
/// are untrusted.
/// </summary>
public sealed record ModelInterface
{
    public ModelTask Task { get; init; }

    /// <summary>The image input; null where there is none.</summary>
    public ImageInput? Image { get; init; }

    /// <summary>The token inputs; null where there are none.</summary>
    public TokenInput? Tokens { get; init; }

    /// <summary>The output with the scores of classes or of next tokens, or with vectors; null where none was found.</summary>
    public ScoreOutput? Scores { get; init; }

    /// <summary>Names of classes by index, as the configuration gives them; may be empty, may be wrong.</summary>
    public IReadOnlyDictionary<int, string> Labels { get; init; } = new Dictionary<int, string>();

    /// <summary>The base model that the model card declares; null for none.</summary>
    public string? DeclaredBase { get; init; }

    /// <summary>Why inputs cannot be made for the model; null where they can. Then <see cref="Image"/> or <see cref="Tokens"/> is set.</summary>
    public string? Problem { get; init; }

    /// <summary>What each guess rests on: for the report.</summary>
    public IReadOnlyList<Evidence> Basis { get; init; } = [];

    public static ModelInterface Unknown(string problem) => new() { Problem = problem };
}
