using Assay.OnnxGraph.Optimisation;
using Assay.OnnxGraph.Shapes;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>A step of a <see cref="RadiusSearch"/>, as nodes.</summary>
internal sealed class RadiusStep(RadiusOptions options, SearchLayout layout) : IStepRule
{
    /// <summary>Each group's radius: state.</summary>
    public const string Radius = "assay_radius";

    /// <summary>Each group's share of carriers that are turned, smoothed: state.</summary>
    public const string Rate = "assay_flip_rate";

    /// <summary>Sums of the radius's natural logarithm over the last steps: state.</summary>
    public const string Logarithms = "assay_radius_logarithms";

    /// <summary>Sums of the shares of carriers that are turned over the last steps: state.</summary>
    public const string Flips = "assay_flips";

    /// <summary>The radius stays for the first steps, for the smoothed share has to know more than its beginning.</summary>
    private const float FreeAfter = 5;

    public void Step(StepContext context)
    {
        var e = context.Emit;
        context.Watch(ImageClassifier.Logits, [Dimension.Of(layout.Rows), Dimension.Of(layout.Classes)]);
        context.Next(DrawnCarriers.StepInput, e.Plus(DrawnCarriers.StepInput, 1));
        var flips = FlipShares.Of(e, layout);
        var radius = NextRadius(context, flips);
        var counts = e.IsAbove(DrawnCarriers.StepInput, options.Steps - options.Tail - 0.5f);
        Sum(context, Logarithms, e.Add("Log", radius), counts);
        Sum(context, Flips, flips, counts);
        for (var p = 0; p < layout.Parameters.Count; p++) Move(context, p, radius);
    }

    private string NextRadius(StepContext context, string flips)
    {
        var e = context.Emit;
        var (radius, rate) = (context.State(Radius, layout.Groups), context.State(Rate, layout.Groups));
        var smoothed = e.Blend(rate, 0.7f, flips);
        context.Next(rate, smoothed);
        var next = radius;
        if (options.Fixed is null)
        {
            var factor = e.Choose(e.IsAbove(smoothed, options.Quantile), options.Shrink, options.Grow);
            var moved = e.Within(e.Times(radius, factor), options.Least, options.Most);
            next = e.Choose(e.IsAbove(DrawnCarriers.StepInput, FreeAfter), moved, radius);
        }
        context.Next(radius, next);
        return next;
    }

    private void Sum(StepContext context, string name, string value, string counts)
    {
        var (e, sum) = (context.Emit, context.State(name, layout.Groups));
        context.Next(sum, e.Choose(counts, e.Plus(sum, value), sum));
    }

    private void Move(StepContext context, int index, string radius)
    {
        var (e, parameter, shape) = (context.Emit, layout.Parameters[index], layout.Shapes[index]);
        var gradient = e.Finite(context.Gradients[parameter]);
        var momentum = Carried(context, $"assay_momentum_{index}", shape, 0.8f, gradient);
        string direction;
        if (options.EachOnItsOwn)
        {
            var squares = Carried(context, $"assay_squares_{index}", shape, 0.95f, e.Times(gradient, gradient));
            direction = e.Over(momentum, e.Plus(e.Add("Sqrt", squares), 1e-9f));
        }
        else
        {
            var mean = e.Plus(e.MeanOfGroup(e.Add("Abs", momentum), layout.Groups), 1e-12f);
            direction = e.Within(e.Over(momentum, e.Spread(mean, layout.Groups, shape.Length)), -3, 3);
        }
        var bound = e.Spread(radius, layout.Groups, shape.Length);
        var stride = e.Times(bound, options.Stride);
        // From the whole of it down to a tenth.
        if (options.IsSettling) stride = e.Times(stride, e.Less(e.Scalar(1), e.Times(DrawnCarriers.StepInput, 0.9f / options.Steps)));
        var moved = e.Less(parameter, e.Times(stride, direction));
        context.Next(parameter, e.Add("Min", e.Add("Max", moved, e.Add("Neg", bound)), bound), parameter: true);
    }

    private static string Carried(StepContext context, string name, long[] shape, float share, string added)
    {
        var state = context.State(name, shape);
        var next = context.Emit.Blend(state, share, added);
        context.Next(state, next);
        return next;
    }
}
