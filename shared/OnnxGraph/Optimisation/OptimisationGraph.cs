using Assay.OnnxGraph.Editing;
using Assay.OnnxGraph.Gradients;
using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Shapes;

namespace Assay.OnnxGraph.Optimisation;

/// <summary>A graph that makes one step: from parameters and state to the next ones. What the host may look at is of the values before the
/// step.</summary>
/// <param name="Model">Operator set 17.</param>
/// <param name="States">What goes round.</param>
/// <param name="Loss">The value with one loss for each row; an output where it is watched.</param>
/// <param name="Rate">The input with the learning rate, a scalar; empty where the step has none.</param>
/// <param name="Given">Inputs that stay the same from step to step, the rate among them.</param>
public sealed record OptimisationGraph(EditableModel Model, IReadOnlyList<StateSlot> States, string Loss, string Rate, IReadOnlyList<ValueInfo> Given)
{
    /// <summary>Outputs that the host may read after a step. One without a shape has a number for each row of the parameters.</summary>
    public IReadOnlyList<ValueInfo> Watched { get; init; } = [];

    /// <summary>Adds the update of each parameter to a gradient graph; the losses are watched.</summary>
    /// <param name="gradient">Its gradients are those of inputs: the parameters.</param>
    /// <param name="rule">How they move.</param>
    /// <param name="options">Null for the defaults.</param>
    public static Outcome<OptimisationGraph> Of(GradientGraph gradient, IUpdateRule rule, OptimisationOptions? options = null) =>
        Outcome<OptimisationGraph>.Of(() =>
        {
            var updates = new SeparateUpdates(rule, options ?? new());
            return Build(gradient, updates, options?.KeepOutputs ?? false) with { Rate = updates.Rate };
        });

    /// <summary>Adds a step to a gradient graph. The model's own outputs are left out where the rule does not watch them.</summary>
    public static Outcome<OptimisationGraph> Of(GradientGraph gradient, IStepRule rule) => Outcome<OptimisationGraph>.Of(() => Build(gradient, rule, false));

    public byte[] Write() => Model.Write();

    private static OptimisationGraph Build(GradientGraph gradient, IStepRule rule, bool keepOutputs)
    {
        var model = gradient.Model.Copy();
        var emit = new NodeEmitter(model, new NameSupply(model), ShapeInference.Of(model), model.Graph.Nodes) { Prefix = "update" };
        var own = model.Graph.Outputs.Where(o => o.Name != gradient.Loss && !gradient.Gradients.Values.Contains(o.Name)).ToList();
        model.Graph.Outputs.Clear();
        if (keepOutputs) model.Graph.Outputs.AddRange(own);
        var context = new StepContext(model, gradient, emit);
        rule.Step(context);
        GraphOrder.RemoveUnused(model.Graph);
        GraphOrder.Sort(model.Graph);
        var round = context.States.Select(s => s.Input).ToHashSet(StringComparer.Ordinal);
        return new(model, context.States, gradient.Loss, "", [.. model.Graph.Inputs.Where(i => !round.Contains(i.Name))]) { Watched = context.Watched };
    }
}
