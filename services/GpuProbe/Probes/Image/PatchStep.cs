using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Optimisation;
using Assay.OnnxGraph.Shapes;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>A step of a <see cref="PatchSearch"/>, as nodes. The first parameter is the mask, the second the pattern.</summary>
internal sealed class PatchStep(PatchOptions options, SearchLayout layout) : IStepRule
{
    /// <summary>Each group's price of the mask: state.</summary>
    public const string Price = "assay_price";

    /// <summary>Each group's share of carriers that are turned, smoothed: state.</summary>
    public const string Rate = "assay_flip_rate";

    /// <summary>The natural logarithm of the best mask's sum: state.</summary>
    public const string BestCost = "assay_best_cost";

    /// <summary>The share that the best trigger turns: state.</summary>
    public const string BestRate = "assay_best_rate";

    /// <summary>The cost where there is no best trigger yet.</summary>
    public const float None = 1e30f;

    private static readonly AdamNodes Adam = new(0, 0.9f, 0.98f, 1e-6f);

    /// <summary>A parameter of the best trigger: state.</summary>
    public static string Best(int parameter) => $"assay_best_{parameter}";

    public void Step(StepContext context)
    {
        var e = context.Emit;
        context.Watch(ImageClassifier.Logits, [Dimension.Of(layout.Rows), Dimension.Of(layout.Classes)]);
        context.Next(DrawnCarriers.StepInput, e.Plus(DrawnCarriers.StepInput, 1));
        var (rate, price) = (context.State(Rate, layout.Groups), context.State(Price, layout.Groups));
        var smoothed = e.Blend(rate, 0.75f, FlipShares.Of(e, layout));
        context.Next(rate, smoothed);
        var prices = options.Prices is { } own ? e.Constant(TensorConstant.OfFloats(layout.Shapes[0][^2..], own)) : null;
        var sum = e.SumOfGroup(prices is null ? layout.Parameters[0] : e.Times(layout.Parameters[0], prices), layout.Groups);
        Keep(context, sum, smoothed);
        var tooCheap = options.Budget is { } budget ? e.IsAbove(sum, budget) : e.IsAbove(smoothed, options.Quantile);
        var moved = e.Within(e.Times(price, e.Choose(tooCheap, 1.12f, 1 / 1.15f)), 1e-5f, 1);
        context.Next(price, e.Choose(e.IsAbove(DrawnCarriers.StepInput, 10), moved, price));
        for (var p = 0; p < 2; p++)
        {
            var (parameter, shape) = (layout.Parameters[p], layout.Shapes[p]);
            var gradient = e.Times(context.Gradients[parameter], 1f / options.Batch);
            if (p == 0)
            {
                var spread = e.Spread(price, layout.Groups, shape.Length);
                gradient = e.Plus(gradient, prices is null ? spread : e.Times(spread, prices));
            }
            var next = (Adam with { Rate = options.Rate }).Next(context, p, parameter, gradient, shape);
            context.Next(parameter, e.Within(next, 0, 1), parameter: true);
        }
    }

    /// <summary>What works best so far: the smallest that turns enough, or within a budget the one that turns most.</summary>
    private void Keep(StepContext context, string sum, string rate)
    {
        var e = context.Emit;
        var (bestCost, bestRate) = (context.State(BestCost, layout.Groups), context.State(BestRate, layout.Groups));
        var cost = e.Add("Log", e.Add("Max", sum, e.Scalar(0.5f)));
        var better = options.Budget is { } budget
            ? e.Add("And", e.Add("LessOrEqual", sum, e.Scalar(budget * 1.05f)), e.Add("Greater", rate, bestRate))
            : e.Add("And", e.IsAbove(rate, options.Quantile), e.Add("Less", cost, bestCost));
        better = e.Add("And", better, e.IsAbove(DrawnCarriers.StepInput, options.Warmup));
        context.Next(bestCost, e.Choose(better, cost, bestCost));
        context.Next(bestRate, e.Choose(better, rate, bestRate));
        for (var p = 0; p < 2; p++)
        {
            var best = context.State(Best(p), layout.Shapes[p]);
            var spread = e.Add("Reshape", better, e.Integers([layout.Groups, .. Enumerable.Repeat(1L, layout.Shapes[p].Length - 1)]));
            context.Next(best, e.Choose(spread, layout.Parameters[p], best));
        }
    }
}
