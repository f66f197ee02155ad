using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Running;

namespace Assay.OnnxGraph.Gradients;

/// <summary>
/// Compares a gradient with central differences of the loss along random directions, on the device that will use it. A graph that fails is not to be used.
/// Losses are added in double precision; a direction is tried with several step sizes, for a small one drowns in rounding and a large one crosses kinks.
/// </summary>
public static class GradientCheck
{
    /// <summary>Steps along a direction of unit variance, relative to the size of the input's numbers.</summary>
    private static readonly double[] Steps = [1e-3, 3e-3, 3e-4, 1e-2, 1e-4, 3e-2, 3e-5, 1e-5];

    /// <summary>Rounding of a loss in single precision, relative to its size: a difference below some of these says nothing.</summary>
    private const double Rounding = 6e-8;

    /// <summary>Checks a graph.</summary>
    /// <param name="session">The graph, loaded.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="inputs">Values of all inputs around which the loss is differentiated.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="cancellationToken">Ends the check early.</param>
    /// <exception cref="GraphRunException">The graph could not be run.</exception>
    public static GradientCheckResult Run(IGraphSession session, GradientGraph graph, IReadOnlyDictionary<string, TensorConstant> inputs,
        GradientCheckOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        var values = new Dictionary<string, TensorConstant>(inputs, StringComparer.Ordinal);
        var variables = graph.Gradients.Keys.Where(values.ContainsKey).ToList();
        var at = session.Run(values, [graph.Loss, .. variables.Select(v => graph.Gradients[v])]);
        var size = at[graph.Loss].Floats().ToArray().Sum(l => Math.Abs((double)l));
        var gradients = variables.ToDictionary(v => v, v => at[graph.Gradients[v]].Floats().ToArray(), StringComparer.Ordinal);
        var length = Math.Sqrt(gradients.Values.Sum(g => g.Sum(x => (double)x * x)));
        if (!double.IsFinite(size) || !double.IsFinite(length)) return Failed(options, [], "the loss or its gradient is not a number at the inputs given");
        List<GradientDirection> directions = [];
        for (var i = 0; i < options.Directions; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            directions.Add(Direction(session, graph, values, gradients, new Random(HashCode(options.Seed, i)), length, size, options));
        }
        var worst = directions.Max(d => d.RelativeError);
        if (worst > options.Tolerance)
        {
            return Failed(options, directions, directions.Exists(d => d.Drowned)
                ? "the loss changes less than its rounding: choose inputs or a loss at which it is not flat"
                : $"the gradient differs from differences of the loss by {worst:0.#e+0} of its size");
        }
        return new(true, options.Seed, directions, worst, null);
    }

    private static GradientCheckResult Failed(GradientCheckOptions options, List<GradientDirection> directions, string reason) =>
        new(false, options.Seed, directions, directions.Count == 0 ? double.PositiveInfinity : directions.Max(d => d.RelativeError), reason);

    /// <summary>Independent numbers for each direction, the same on every machine.</summary>
    private static int HashCode(int seed, int direction) => unchecked((seed * 486187739) + (direction * 16777619) + 17);

    private static GradientDirection Direction(IGraphSession session, GradientGraph graph, Dictionary<string, TensorConstant> values,
        Dictionary<string, float[]> gradients, Random random, double length, double size, GradientCheckOptions options)
    {
        var direction = gradients.ToDictionary(g => g.Key, g => Gaussian(random, g.Value.Length), StringComparer.Ordinal);
        var analytic = gradients.Sum(g => g.Value.Zip(direction[g.Key], (a, b) => (double)a * b).Sum());
        GradientDirection? best = null;
        foreach (var step in Steps)
        {
            var h = step * gradients.Keys.Max(v => Scale(values[v]));
            var numeric = (Loss(session, graph, values, direction, h) - Loss(session, graph, values, direction, -h)) / (2 * h);
            // Along a random direction the loss changes by about the gradient's length; one that happens to be level is not held against it.
            var error = Math.Abs(numeric - analytic) / Math.Max(Math.Max(Math.Abs(numeric), Math.Abs(analytic)), length);
            var drowned = Math.Max(Math.Abs(analytic), length) * h < size * Rounding;
            if (!double.IsFinite(error)) error = double.PositiveInfinity;
            if (length == 0 && numeric == 0) error = double.PositiveInfinity;
            if (best is null || error < best.RelativeError) best = new(analytic, numeric, h, error, drowned);
            if (best.RelativeError < options.Tolerance / 2) break;
        }
        return best!;
    }

    private static double Loss(IGraphSession session, GradientGraph graph, Dictionary<string, TensorConstant> values, Dictionary<string, float[]> direction, double h)
    {
        var moved = new Dictionary<string, TensorConstant>(values, StringComparer.Ordinal);
        foreach (var (name, d) in direction)
        {
            var x = values[name].Floats();
            var y = new float[x.Length];
            for (var i = 0; i < y.Length; i++) y[i] = (float)(x[i] + (h * d[i]));
            moved[name] = TensorConstant.OfFloats(values[name].Dims, y);
        }
        double sum = 0;
        foreach (var loss in session.Run(moved, [graph.Loss])[graph.Loss].Floats()) sum += loss;
        return sum;
    }

    private static double Scale(TensorConstant x)
    {
        double sum = 0;
        foreach (var v in x.Floats()) sum += (double)v * v;
        var root = Math.Sqrt(sum / Math.Max(1, x.Count));
        return root > 0 && double.IsFinite(root) ? root : 1;
    }

    private static float[] Gaussian(Random random, int count)
    {
        var result = new float[count];
        for (var i = 0; i < count; i++) result[i] = (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        return result;
    }
}
