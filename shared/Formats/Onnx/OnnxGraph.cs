namespace Assay.Formats.Onnx;

/// <summary>Nodes and the constants they use.</summary>
public sealed record OnnxGraph
{
    /// <summary>0 for the model's graph, more for branches and bodies.</summary>
    public int Depth { get; init; }

    public List<OnnxNode> Nodes { get; } = [];

    public List<OnnxTensor> Constants { get; } = [];

    public List<OnnxValue> Inputs { get; } = [];

    public List<OnnxValue> Outputs { get; } = [];
}
