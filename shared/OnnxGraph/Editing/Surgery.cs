using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Shapes;

namespace Assay.OnnxGraph.Editing;

/// <summary>Operations on a prepared model's graph: each gives a changed copy and leaves the model as it is.</summary>
public static class Surgery
{
    /// <summary>Makes internal values outputs as well. Values that are outputs already stay.</summary>
    public static Outcome<EditableModel> Expose(PreparedModel model, params IReadOnlyList<string> values) => Outcome<EditableModel>.Of(() =>
    {
        var copy = model.Model.Copy();
        foreach (var value in values)
        {
            if (copy.Graph.Outputs.Exists(o => o.Name == value)) continue;
            copy.Graph.Outputs.Add(Describe(model, value));
        }
        return copy;
    });

    /// <summary>
    /// Puts a new input in the place of an internal value, e.g. of the output of an embedding's Gather. The input has the value's name, type and
    /// shape;
    /// what only fed the value is removed, inputs that nothing needs any more too.
    /// </summary>
    public static Outcome<PreparedModel> Cut(PreparedModel model, string value) => Outcome<PreparedModel>.Of(() =>
    {
        var copy = model.Model.Copy();
        var producer = copy.Graph.Producer(value) ?? throw new GraphRefusal($"No node gives the value '{value}'.");
        var names = new NameSupply(copy);
        producer.Outputs[producer.Outputs.IndexOf(value)] = names.Fresh(value);
        copy.Graph.Inputs.Add(Describe(model, value));
        GraphOrder.RemoveUnused(copy.Graph);
        var used = copy.Graph.Nodes.SelectMany(GraphOrder.Needs).Concat(copy.Graph.Outputs.Select(o => o.Name)).ToHashSet(StringComparer.Ordinal);
        copy.Graph.Inputs.RemoveAll(i => !used.Contains(i.Name));
        GraphOrder.Sort(copy.Graph);
        return new(copy, ShapeInference.Of(copy), model.Changes);
    });

    /// <summary>Changes an internal value for all that use it, the model's outputs excepted where it is one of them.</summary>
    public static Outcome<EditableModel> Force(PreparedModel model, string value, Forcing forcing) => Outcome<EditableModel>.Of(() =>
    {
        var copy = model.Model.Copy();
        var fact = model.Facts[value];
        if (!model.Facts.Facts.ContainsKey(value)) throw new GraphRefusal($"The model has no value '{value}'.");
        var names = new NameSupply(copy);
        List<EditableNode> added = [];
        var emitter = new NodeEmitter(copy, names, ShapeInference.Of(copy), added) { Prefix = "forced" };
        var forced = forcing.Emit(emitter, value, fact);
        foreach (var node in copy.Graph.Nodes)
        {
            for (var i = 0; i < node.Inputs.Count; i++)
            {
                if (node.Inputs[i] == value) node.Inputs[i] = forced;
            }
        }
        copy.Graph.Nodes.AddRange(added);
        GraphOrder.Sort(copy.Graph);
        return copy;
    });

    private static ValueInfo Describe(PreparedModel model, string value)
    {
        var fact = model.Facts[value];
        if (fact.Type == ElementType.Undefined) throw new GraphRefusal($"The type of the value '{value}' is not known, so it cannot become an input or output.");
        return new() { Name = value, Type = fact.Type, Shape = fact.Shape };
    }
}
