using Assay.OnnxRuntime;

namespace Assay.Analysis.Probes.Feeding;

/// <summary>How a model takes tokens. Names and texts are untrusted.</summary>
/// <param name="Name">Of the input with the token ids, <c>[batch, sequence]</c>.</param>
/// <param name="ElementType">Int32 or Int64.</param>
/// <param name="Vocabulary">Ids from 0 up to, not including, this are valid.</param>
/// <param name="MaxLength">Longest sequence that the model takes, special tokens included.</param>
public sealed record TokenInput(string Name, OrtElementType ElementType, int Vocabulary, int MaxLength)
{
    /// <summary>Size of the first dimension where the graph fixes it.</summary>
    public int? FixedBatch { get; init; }

    /// <summary>Size of the second dimension where the graph fixes it.</summary>
    public int? FixedLength { get; init; }

    public int? Pad { get; init; }

    /// <summary>Stands first in every sequence of an encoder.</summary>
    public int? Class { get; init; }

    /// <summary>Stands last in every sequence of an encoder.</summary>
    public int? Separator { get; init; }

    public int? Begin { get; init; }

    public int? End { get; init; }

    /// <summary>Ids of tokens that are no text: padding, masks, separators.</summary>
    public IReadOnlySet<int> Special { get; init; } = new HashSet<int>();

    /// <summary>Texts of the tokens by id, as the tokenizer's files give them; empty where there are none.</summary>
    public IReadOnlyList<string?> Texts { get; init; } = [];

    /// <summary>True: the model takes keys and values of earlier positions; they are fed empty.</summary>
    public bool HasCache { get; init; }

    /// <summary>The text of a token, or its number. Untrusted: quote it.</summary>
    public string TextOf(int id) => id >= 0 && id < Texts.Count && Texts[id] is { } text ? text : $"token {id}";
}
