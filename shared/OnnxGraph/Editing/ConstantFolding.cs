using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Shapes;

namespace Assay.OnnxGraph.Editing;

/// <summary>Puts constants in the place of nodes that give the same numbers whatever the inputs are.</summary>
internal static class ConstantFolding
{
    public static ShapeInference Apply(EditableModel model, CancellationToken cancellationToken)
    {
        var facts = ShapeInference.Of(model, cancellationToken);
        var outputs = model.Graph.Outputs.Select(o => o.Name).ToHashSet(StringComparer.Ordinal);
        model.Graph.Nodes.RemoveAll(node =>
        {
            if (node.Outputs.Count != 1 || outputs.Contains(node.Outputs[0])
                || facts[node.Outputs[0]].Constant is not { HasData: true } constant) return false;
            model.Graph.Initializers[node.Outputs[0]] = constant with { Extra = [] };
            return true;
        });
        GraphOrder.RemoveUnused(model.Graph);
        return facts;
    }
}
