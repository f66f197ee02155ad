namespace Assay.Formats.Onnx;

/// <summary>One operation. All texts are untrusted.</summary>
public sealed record OnnxNode
{
    public required long Offset { get; init; }

    public string Name { get; init; } = "";

    public string Operator { get; init; } = "";

    /// <summary>Empty for the standard operators.</summary>
    public string Domain { get; init; } = "";

    public IReadOnlyList<string> Inputs { get; init; } = [];

    public IReadOnlyList<string> Outputs { get; init; } = [];

    public IReadOnlyList<OnnxAttribute> Attributes { get; init; } = [];

    /// <summary>The attribute of a name.</summary>
    public OnnxAttribute? this[string name]
    {
        get
        {
            foreach (var attribute in Attributes)
            {
                if (attribute.Name == name) return attribute;
            }
            return null;
        }
    }
}
