using Assay.OnnxGraph.Shapes;

namespace Assay.OnnxGraph.Model;

/// <summary>A declared input, output or intermediate value. Names are untrusted.</summary>
public sealed record ValueInfo
{
    public required string Name { get; init; }

    /// <summary>Undefined for anything but a tensor.</summary>
    public ElementType Type { get; init; }

    /// <summary>Null where there is no shape.</summary>
    public IReadOnlyList<Dimension>? Shape { get; init; }

    /// <summary>The type as it stands in the file where it is no tensor: sequences, maps, optional values.</summary>
    public byte[]? OtherType { get; init; }

    /// <summary>Fields that are kept as they are.</summary>
    public byte[] Extra { get; init; } = [];
}
