using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Optimisation;

/// <summary>Each parameter moves by itself, by one rule, at one rate that the host gives.</summary>
internal sealed class SeparateUpdates(IUpdateRule rule, OptimisationOptions options) : IStepRule
{
    /// <summary>The input with the rate, once the step was added.</summary>
    public string Rate { get; private set; } = "";

    public void Step(StepContext context)
    {
        var e = context.Emit;
        context.Watch(context.Loss, null);
        Rate = context.Input("assay_rate", []);
        foreach (var (parameter, gradient) in context.Gradients)
        {
            var shape = e.Facts[parameter].Shape ?? throw new GraphRefusal($"'{parameter}' has no shape, so it cannot be optimised.");
            var g = options.Maximise ? e.Add("Neg", gradient) : gradient;
            var next = rule.Update(new(e, parameter, g, Rate, (hint, own) => context.Input($"assay_{hint}_{parameter}", own ?? shape),
                (state, value) => context.Next(state, value)));
            if (options.Low is { } low) next = e.Add("Max", next, e.Scalar(low));
            if (options.High is { } high) next = e.Add("Min", next, e.Scalar(high));
            context.Next(parameter, next, parameter: true);
        }
    }
}
