namespace Assay.Formats.TensorFlow;

/// <summary>One operation. All texts are untrusted.</summary>
public sealed record TfNode
{
    public required long Offset { get; init; }

    public string Name { get; init; } = "";

    public string Operator { get; init; } = "";

    /// <summary><c>node</c>, <c>node:1</c>, <c>^node</c>; in a function also <c>node:output:0</c> and names of arguments.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    public IReadOnlyList<TfAttribute> Attributes { get; init; } = [];

    /// <summary>The attribute of a name.</summary>
    public TfAttribute? this[string name]
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
