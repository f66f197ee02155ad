namespace Assay.Formats.TensorFlow;

/// <summary>The nodes of a graph, or of one of its functions.</summary>
public sealed record TfGraph
{
    /// <summary>Name of the function; empty for a graph. Untrusted.</summary>
    public string Function { get; set; } = "";

    public List<TfNode> Nodes { get; } = [];

    /// <summary>Names of a function's arguments, in order.</summary>
    public List<string> Arguments { get; } = [];

    /// <summary>What a function returns, in order: references to outputs of its nodes.</summary>
    public List<string> Results { get; } = [];
}
