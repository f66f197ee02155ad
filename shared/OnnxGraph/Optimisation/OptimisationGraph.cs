using Assay.OnnxGraph.Editing;
using Assay.OnnxGraph.Gradients;
using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Shapes;

namespace Assay.OnnxGraph.Optimisation;

/// <summary>A graph that makes one step: from parameters and state to the next ones, and one loss for each row, of the values before the
/// step.</summary>
/// <param name="Model">Operator set 17.</param>
/// <param name="States">What goes round.</param>
/// <param name="Loss">The output with the losses.</param>
/// <param name="Rate">The input with the learning rate, a scalar.</param>
/// <param name="Given">Inputs that stay the same from step to step, the rate among them.</param>
public sealed record OptimisationGraph(EditableModel Model, IReadOnlyList<StateSlot> States, string Loss, string Rate, IReadOnlyList<ValueInfo> Given)
{
    /// <summary>Adds the update to a gradient graph.</summary>
    /// <param name="gradient">Its gradients are those of inputs: the parameters.</param>
    /// <param name="rule">How they move.</param>
    /// <param name="options">Null for the defaults.</param>
    public static Outcome<OptimisationGraph> Of(GradientGraph gradient, IUpdateRule rule, OptimisationOptions? options = null) =>
        Outcome<OptimisationGraph>.Of(() => Build(gradient, rule, options ?? new()));

    public byte[] Write() => Model.Write();

    private static OptimisationGraph Build(GradientGraph gradient, IUpdateRule rule, OptimisationOptions options)
    {
        var model = gradient.Model.Copy();
        var names = new NameSupply(model);
        var emit = new NodeEmitter(model, names, ShapeInference.Of(model), model.Graph.Nodes) { Prefix = "update" };
        List<StateSlot> states = [];
        var kept = model.Graph.Outputs.Where(o => o.Name == gradient.Loss
            || (options.KeepOutputs && !gradient.Gradients.Values.Contains(o.Name))).ToList();
        model.Graph.Outputs.Clear();
        model.Graph.Outputs.AddRange(kept);
        var rate = Input("assay_rate", []);
        foreach (var (parameter, output) in gradient.Gradients)
        {
            if (model.Graph.Inputs.Find(i => i.Name == parameter)?.Shape is not { } shape)
                throw new GraphRefusal($"'{parameter}' is no input with a shape, so it cannot be optimised.");
            var g = options.Maximise ? emit.Add("Neg", output) : output;
            var next = rule.Update(new(emit, parameter, g, rate, (hint, own) => Input($"assay_{hint}_{parameter}", own ?? shape),
                (state, value) => Output(state, value, emit.Facts[state].Shape!, false)));
            if (options.Low is { } low) next = emit.Add("Max", next, emit.Scalar(low));
            if (options.High is { } high) next = emit.Add("Min", next, emit.Scalar(high));
            Output(parameter, next, shape, true);
        }
        GraphOrder.RemoveUnused(model.Graph);
        GraphOrder.Sort(model.Graph);
        var round = states.Select(s => s.Input).ToHashSet(StringComparer.Ordinal);
        return new(model, states, gradient.Loss, rate, [.. model.Graph.Inputs.Where(i => !round.Contains(i.Name))]);

        string Input(string hint, IReadOnlyList<Dimension> shape)
        {
            var name = names.Prefer(hint);
            model.Graph.Inputs.Add(new() { Name = name, Type = StateSlot.Type, Shape = shape });
            emit.Facts.Set(name, new() { Type = StateSlot.Type, Shape = shape });
            return name;
        }

        void Output(string state, string value, IReadOnlyList<Dimension> shape, bool parameter)
        {
            var name = names.Prefer($"{state}_next");
            emit.Place("Identity", [value], [name], []);
            model.Graph.Outputs.Add(new() { Name = name, Type = StateSlot.Type, Shape = shape });
            states.Add(new(state, name, shape, parameter));
        }
    }
}
