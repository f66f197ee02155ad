namespace Assay.Formats.Onnx;

/// <summary>An operator that the model defines itself. All texts are untrusted.</summary>
public sealed record OnnxFunction
{
    public required long Offset { get; init; }

    public string Name { get; init; } = "";

    public string Domain { get; init; } = "";

    public IReadOnlyList<string> Inputs { get; init; } = [];

    public IReadOnlyList<string> Outputs { get; init; } = [];

    public IReadOnlyList<OnnxNode> Nodes { get; init; } = [];
}
