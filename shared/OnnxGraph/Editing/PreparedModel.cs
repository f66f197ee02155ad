using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Shapes;

namespace Assay.OnnxGraph.Editing;

/// <summary>
/// A model in the form that gradients are built from: operator set 17, single precision, functions and branches unfolded, constants folded.
/// </summary>
/// <param name="Model">Not to be changed; the operations here give copies.</param>
/// <param name="Facts">Types, shapes and constants of its values.</param>
/// <param name="Changes">What was done that makes its numbers differ from the original's, for the record, e.g. <c>half precision widened</c>.</param>
public sealed record PreparedModel(EditableModel Model, ShapeInference Facts, IReadOnlyList<string> Changes)
{
    /// <summary>The outputs of Gather nodes that look up rows of a constant table by an integer input: embeddings of tokens.</summary>
    public IReadOnlyList<string> Embeddings => [.. Model.Graph.Nodes
        .Where(n => n.Is("Gather") && n.Integer("axis", 0) == 0 && Facts[n.Inputs[0]] is { Rank: 2, Type: ElementType.Float }
            && Model.Graph.Initializers.ContainsKey(n.Inputs[0]) && Facts[n.Inputs[1]].Constant is null && Facts[n.Inputs[1]].Rank >= 1
            && DependsOnInput(n.Inputs[1]))
        .Select(n => n.Outputs[0])];

    /// <summary>True where the numbers of an input count, and not only its shape (positions).</summary>
    private bool DependsOnInput(string value)
    {
        var open = new Stack<string>([value]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (open.TryPop(out var next))
        {
            if (Model.Graph.Inputs.Exists(i => i.Name == next)) return true;
            if (!seen.Add(next) || Model.Graph.Producer(next) is not { } node || node.Is("Shape") || node.Is("Size")) continue;
            foreach (var input in GraphOrder.Needs(node)) open.Push(input);
        }
        return false;
    }
}
