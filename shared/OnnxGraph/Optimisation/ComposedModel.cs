using Assay.OnnxGraph.Editing;
using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Shapes;

namespace Assay.OnnxGraph.Optimisation;

/// <summary>A model whose input is computed from parameters.</summary>
/// <param name="Model">With the parameters as inputs in the input's place.</param>
/// <param name="Parameters">Names of the inputs that are optimised, in the order of the composition.</param>
public sealed record ComposedModel(PreparedModel Model, IReadOnlyList<string> Parameters)
{
    /// <summary>Puts a composition in the place of a float input. Nodes of the model keep their names.</summary>
    public static Outcome<ComposedModel> Of(PreparedModel prepared, string input, IInputComposition composition) => Outcome<ComposedModel>.Of(() =>
    {
        var model = prepared.Model.Copy();
        var info = model.Graph.Inputs.Find(i => i.Name == input);
        if (info is not { Type: ElementType.Float, Shape: not null }) throw new GraphRefusal($"'{input}' is no float input of the model.");
        model.Graph.Inputs.Remove(info);
        List<EditableNode> nodes = [];
        List<string> parameters = [];
        var facts = ShapeInference.Of(new EditableModel
        {
            Graph = new() { Initializers = model.Graph.Initializers },
            OperatorSets = model.OperatorSets
        });
        var names = new NameSupply(model);
        var emit = new NodeEmitter(model, names, facts, nodes) { Prefix = "compose" };
        var value = composition.Compose(emit, info, (hint, shape, parameter) =>
        {
            var name = names.Prefer(hint);
            model.Graph.Inputs.Add(new() { Name = name, Type = ElementType.Float, Shape = shape });
            facts.Set(name, new() { Type = ElementType.Float, Shape = shape });
            if (parameter) parameters.Add(name);
            return name;
        });
        emit.Place("Identity", [value], [input], []);
        model.Graph.Nodes.InsertRange(0, nodes);
        return new ComposedModel(new(model, ShapeInference.Of(model), prepared.Changes), parameters);
    });
}
