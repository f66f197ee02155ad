using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Gradients;

/// <summary>A model that also computes a loss and its gradient.</summary>
/// <param name="Model">Operator set 17. Not to be changed.</param>
/// <param name="Loss">The output with one loss for each row.</param>
/// <param name="Gradients">By the value that was asked for: the output with the gradient of the sum of all rows' losses, in the value's
/// shape.</param>
/// <param name="LossInputs">Inputs that the loss added: targets, cotangents, weights.</param>
/// <param name="Unsupported">Nodes at which the gradient was stopped, where that was allowed.</param>
/// <param name="Ends">Nodes at which it ended because their outputs do not change a little: comparisons, rounding, whole numbers.</param>
/// <param name="Changes">What makes the model's numbers differ from the original's.</param>
public sealed record GradientGraph(
    EditableModel Model,
    string Loss,
    IReadOnlyDictionary<string, string> Gradients,
    IReadOnlyList<ValueInfo> LossInputs,
    IReadOnlyList<UnsupportedNode> Unsupported,
    IReadOnlyList<string> Ends,
    IReadOnlyList<string> Changes)
{
    /// <summary>Everything that has to be given when the graph runs.</summary>
    public IReadOnlyList<ValueInfo> Inputs => Model.Graph.Inputs;

    /// <summary>The graph as the bytes of a model.</summary>
    public byte[] Write() => Model.Write();
}
