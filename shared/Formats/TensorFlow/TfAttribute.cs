using Assay.Contracts.Reports;

namespace Assay.Formats.TensorFlow;

/// <summary>A parameter of a node.</summary>
public sealed record TfAttribute
{
    /// <summary>Untrusted.</summary>
    public required string Name { get; init; }

    /// <summary>Texts or bytes, of which a single one is a list of one.</summary>
    public IReadOnlyList<ByteRange> Texts { get; init; } = [];

    /// <summary>Texts of constant tensors.</summary>
    public IReadOnlyList<ByteRange> TensorTexts { get; init; } = [];

    /// <summary>Small integers of a constant tensor, and of the attribute itself.</summary>
    public IReadOnlyList<long> Integers { get; init; } = [];

    /// <summary>Names of functions. Untrusted.</summary>
    public IReadOnlyList<string> Functions { get; init; } = [];

    /// <summary>Sizes of tensors and shapes; -1 where one is not fixed.</summary>
    public IReadOnlyList<long> Dims { get; init; } = [];

    /// <summary>Raw numbers of a constant tensor.</summary>
    public ByteRange? Content { get; init; }

    /// <summary>Element type of a tensor, or a type; 0 where there is none.</summary>
    public int Type { get; init; }
}
