using Assay.OnnxGraph.Optimisation;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>Adam (Kingma and Ba 2015) over one parameter of a search, with its corrections of the first steps, as nodes.</summary>
internal sealed record AdamNodes(float Rate, float Beta1 = 0.9f, float Beta2 = 0.999f, float Epsilon = 1e-8f)
{
    /// <summary>Adds the state and the nodes.</summary>
    /// <param name="context">The step.</param>
    /// <param name="index">Tells the parameters apart.</param>
    /// <param name="parameter">Its present value.</param>
    /// <param name="gradient">In its shape; numbers that are not finite count as 0.</param>
    /// <param name="shape">The shape.</param>
    /// <returns>The next value.</returns>
    public string Next(StepContext context, int index, string parameter, string gradient, long[] shape)
    {
        var e = context.Emit;
        var g = e.Finite(gradient);
        var mean = context.State($"assay_mean_{index}", shape);
        var squares = context.State($"assay_squares_{index}", shape);
        var nextMean = e.Blend(mean, Beta1, g);
        var nextSquares = e.Blend(squares, Beta2, e.Times(g, g));
        context.Next(mean, nextMean);
        context.Next(squares, nextSquares);
        // The corrections are numbers of the step alone, so that they cost nothing.
        var step = e.Plus(DrawnCarriers.StepInput, 1);
        string Rest(float beta) => e.Less(e.Scalar(1), e.Add("Pow", e.Scalar(beta), step));
        var length = e.Over(e.Scalar(Rate), Rest(Beta1));
        var scale = e.Plus(e.Add("Sqrt", e.Over(nextSquares, Rest(Beta2))), Epsilon);
        return e.Less(parameter, e.Over(e.Times(nextMean, length), scale));
    }
}
