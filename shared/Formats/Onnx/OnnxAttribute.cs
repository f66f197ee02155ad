using Assay.Contracts.Reports;

namespace Assay.Formats.Onnx;

/// <summary>A parameter of a node.</summary>
public sealed record OnnxAttribute
{
    /// <summary>Untrusted.</summary>
    public required string Name { get; init; }

    public required long Offset { get; init; }

    public long? Integer { get; init; }

    public float? Number { get; init; }

    /// <summary>The first integers of a list.</summary>
    public IReadOnlyList<long> Integers { get; init; } = [];

    /// <summary>The first numbers of a list.</summary>
    public IReadOnlyList<float> Numbers { get; init; } = [];

    /// <summary>Texts, of which a single one is a list of one.</summary>
    public IReadOnlyList<ByteRange> Texts { get; init; } = [];

    public IReadOnlyList<OnnxTensor> Tensors { get; init; } = [];

    public IReadOnlyList<OnnxGraph> Graphs { get; init; } = [];
}
