using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Running;

namespace Assay.OnnxGraph.Gradients;

/// <summary>
/// Compares a gradient with central differences of the loss along random directions, on the device that will use it. A graph that fails is not to be
/// used.
/// Losses are added in double precision; a direction is tried with several step sizes, for a small one drowns in rounding and a large one crosses
/// kinks.
/// A direction is made in equal parts of noise and of the gradient with random weights. Along noise alone the loss of a network of 20,000 rectifiers
/// changes by its gradient's length while the kinks on the way cost a hundredth of that, so single precision could not tell a right gradient from one
/// that is wrong by 1 %; along the gradient it changes by sqrt(n) times as much for n numbers. What the gradient misses shows through the noise: a
/// part
/// that is wrong or absent is found where its length is above about sqrt(n)/1000 of the gradient's, 3 % for n = 1,000.
/// </summary>
public static class GradientCheck
{
    /// <summary>Steps along a direction of unit variance, relative to the size of the input's numbers.</summary>
    private static readonly double[] Steps = [1e-3, 3e-3, 3e-4, 1e-2, 1e-4, 3e-2, 3e-5, 1e-5];

    /// <summary>Steps for which the gradient is taken at several places on the way.</summary>
    private static readonly double[] LongSteps = [1e-3, 3e-3, 1e-2];

    private const int Places = 16;

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
        if (!double.IsFinite(size) || gradients.Values.Any(g => !Array.TrueForAll(g, float.IsFinite))) return Failed(options, [],
            "the loss or its gradient is not a number at the inputs given");
        List<GradientDirection> directions = [];
        for (var i = 0; i < options.Directions; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            directions.Add(Direction(session, graph, values, gradients, new Random(HashCode(options.Seed, i)), size, options));
        }
        var worst = directions.Max(d => d.RelativeError);
        if (worst > options.Tolerance)
        {
            return Failed(options, directions, directions.Exists(d => d.Drowned)
                ? "the loss changes less than its rounding: choose inputs or a loss at which it is not flat"
                : $"the gradient differs from differences of the loss by {worst:0.#e+0}");
        }
        return new(true, options.Seed, directions, worst, null);
    }

    private static GradientCheckResult Failed(GradientCheckOptions options, List<GradientDirection> directions, string reason) =>
        new(false, options.Seed, directions, directions.Count == 0 ? double.PositiveInfinity : directions.Max(d => d.RelativeError), reason);

    /// <summary>Independent numbers for each direction, the same on every machine.</summary>
    private static int HashCode(int seed, int direction) => unchecked((seed * 486187739) + (direction * 16777619) + 17);

    private static GradientDirection Direction(IGraphSession session, GradientGraph graph, Dictionary<string, TensorConstant> values,
        Dictionary<string, float[]> gradients, Random random, double size, GradientCheckOptions options)
    {
        var direction = Mixed(random, gradients);
        var analytic = gradients.Sum(g => g.Value.Zip(direction[g.Key], (a, b) => (double)a * b).Sum());
        GradientDirection? best = null;
        foreach (var step in Steps)
        {
            var h = step * gradients.Keys.Max(v => Scale(values[v]));
            var numeric = (Loss(session, graph, values, direction, h) - Loss(session, graph, values, direction, -h)) / (2 * h);
            var error = Math.Abs(numeric - analytic) / Math.Max(Math.Abs(numeric), Math.Abs(analytic));
            if (!double.IsFinite(error)) error = double.PositiveInfinity;
            if (best is null || error < best.RelativeError) best = new(analytic, numeric, h, error, Math.Abs(analytic) * h < size * Rounding);
            if (best.RelativeError < options.Tolerance / 2) return best;
        }
        // Kinks on the way: the difference is the mean of the derivatives along the whole step (the fundamental theorem), not the one in the middle.
        foreach (var step in LongSteps)
        {
            var h = step * gradients.Keys.Max(v => Scale(values[v]));
            var numeric = (Loss(session, graph, values, direction, h) - Loss(session, graph, values, direction, -h)) / (2 * h);
            double mean = 0;
            for (var i = 0; i < Places; i++) mean += Derivative(session, graph, values, direction, h * ((((2 * i) + 1.0) / Places) - 1)) / Places;
            var error = Math.Abs(numeric - mean) / Math.Max(Math.Abs(numeric), Math.Abs(mean));
            if (error < best!.RelativeError) best = new(mean, numeric, h, error, false);
            if (best.RelativeError < options.Tolerance) return best;
        }
        return best!;
    }

    private static double Loss(IGraphSession session, GradientGraph graph, Dictionary<string, TensorConstant> values, Dictionary<string,
        float[]> direction, double h)
    {
        double sum = 0;
        foreach (var loss in session.Run(Moved(values, direction, h), [graph.Loss])[graph.Loss].Floats()) sum += loss;
        return sum;
    }

    /// <summary>The gradient's component along the direction at a place on the way.</summary>
    private static double Derivative(IGraphSession session, GradientGraph graph, Dictionary<string, TensorConstant> values, Dictionary<string,
        float[]> direction, double h)
    {
        var result = session.Run(Moved(values, direction, h), [.. direction.Keys.Select(d => graph.Gradients[d])]);
        double sum = 0;
        foreach (var (name, d) in direction)
        {
            var g = result[graph.Gradients[name]].Floats();
            for (var i = 0; i < d.Length; i++) sum += (double)g[i] * d[i];
        }
        return sum;
    }

    private static Dictionary<string, TensorConstant> Moved(Dictionary<string, TensorConstant> values, Dictionary<string, float[]> direction,
        double h)
    {
        var moved = new Dictionary<string, TensorConstant>(values, StringComparer.Ordinal);
        foreach (var (name, d) in direction)
        {
            var x = values[name].Floats();
            var y = new float[x.Length];
            for (var i = 0; i < y.Length; i++) y[i] = (float)(x[i] + (h * d[i]));
            moved[name] = TensorConstant.OfFloats(values[name].Dims, y);
        }
        return moved;
    }

    private static double Scale(TensorConstant x)
    {
        double sum = 0;
        foreach (var v in x.Floats()) sum += (double)v * v;
        var root = Math.Sqrt(sum / Math.Max(1, x.Count));
        return root > 0 && double.IsFinite(root) ? root : 1;
    }

    /// <summary>Noise of unit variance and as much of the gradient, each of whose numbers is given a random weight.</summary>
    private static Dictionary<string, float[]> Mixed(Random random, Dictionary<string, float[]> gradients)
    {
        var direction = new Dictionary<string, float[]>(StringComparer.Ordinal);
        double squares = 0, count = 0;
        foreach (var (name, g) in gradients)
        {
            var weighted = Gaussian(random, g.Length);
            for (var i = 0; i < g.Length; i++) squares += Math.Pow(weighted[i] = Math.Abs(weighted[i]) * g[i], 2);
            direction[name] = weighted;
            count += g.Length;
        }
        var scale = squares > 0 ? Math.Sqrt(count / squares) : 0;
        foreach (var weighted in direction.Values)
        {
            var noise = Gaussian(random, weighted.Length);
            for (var i = 0; i < noise.Length; i++) weighted[i] = (float)(((weighted[i] * scale) + noise[i]) * Math.Sqrt(0.5));
        }
        return direction;
    }

    private static float[] Gaussian(Random random, int count)
    {
        var result = new float[count];
        for (var i = 0; i < count; i++) result[i] = (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        return result;
    }
}
