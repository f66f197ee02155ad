using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Shapes;

namespace Assay.OnnxGraph.Editing;

/// <summary>Brings a model into the form that gradients are built from.</summary>
public static class Preparation
{
    /// <summary>Reads and prepares a model; the reason says what cannot be handled.</summary>
    public static Outcome<PreparedModel> Prepare(ReadOnlyMemory<byte> model, PreparationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        var read = EditableModel.Read(model, cancellationToken);
        return read.Succeeded ? Prepare(read.Value, options, cancellationToken) : Outcome<PreparedModel>.Refused(read.Reason);
    }

    /// <summary>Prepares a model, which is left as it is.</summary>
    public static Outcome<PreparedModel> Prepare(EditableModel model, PreparationOptions? options = null,
        CancellationToken cancellationToken = default) =>
        Outcome<PreparedModel>.Of(() => Run(model.Copy(), options ?? new(), cancellationToken));

    private static PreparedModel Run(EditableModel model, PreparationOptions options, CancellationToken cancellationToken)
    {
        if (model.OperatorSet is < 11 or > 22)
            throw new GraphRefusal($"The model uses operator set {model.OperatorSet}; 11 to 22 can be rewritten. Convert it with its exporter.");
        List<string> changes = [];
        GraphOrder.Sort(model.Graph);
        var names = new NameSupply(model);
        FunctionInlining.Apply(model, names);
        Sizes(model.Graph, options);
        GraphOrder.Sort(model.Graph);
        BranchFlattening.Apply(model, names, cancellationToken);
        if (PrecisionWidening.Apply(model.Graph)) changes.Add("half precision widened to single");
        foreach (var input in RealInputs.Apply(model.Graph)) changes.Add($"input '{input}' takes floats in place of whole numbers");
        if (options.RemoveQuantisation && QuantisationRemoval.Apply(model, names, cancellationToken)) changes.Add("rounding of activations removed");
        OperatorNormalisation.Apply(model, names, cancellationToken);
        GraphOrder.Sort(model.Graph);
        ConstantFolding.Apply(model, cancellationToken);
        return new(model, ShapeInference.Of(model, cancellationToken), changes);
    }

    private static void Sizes(EditableGraph graph, PreparationOptions options)
    {
        // A default value that a caller may replace is a constant here: probes never replace it.
        graph.Inputs.RemoveAll(i => graph.Initializers.ContainsKey(i.Name));
        for (var i = 0; i < graph.Inputs.Count; i++)
        {
            if (graph.Inputs[i].Shape is not { } shape) continue;
            var result = shape.Select(d => d.Name is { } name && options.Sizes.TryGetValue(name, out var size) ? Dimension.Of(size) : d).ToArray();
            if (options.OpenBatch && result.Length > 1 && result[0].Size == 1) result[0] = Dimension.Symbol("batch");
            // A dimension without a name is a symbol of its own, so that it can be followed.
            for (var d = 0; d < result.Length; d++)
            {
                if (result[d].IsUnknown) result[d] = Dimension.Symbol($"{graph.Inputs[i].Name}_{d}");
            }
            graph.Inputs[i] = graph.Inputs[i] with { Shape = result };
        }
        for (var i = 0; i < graph.Outputs.Count; i++) graph.Outputs[i] = graph.Outputs[i] with { Shape = null };
    }
}
