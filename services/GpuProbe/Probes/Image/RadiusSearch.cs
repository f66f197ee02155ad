using Assay.Analysis.Probes;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>
/// Looks for the smallest radius within which one set of parameters turns most carriers to a target, for all targets at once: steps along the
/// normalised
/// gradient with momentum inside a box whose radius shrinks while the trigger works and grows while it does not, so that it ends near the critical
/// one.
/// </summary>
internal sealed class RadiusSearch(ProbeContext context, ImageClassifier classifier, ITriggerFamily family, RadiusOptions options)
{
    /// <summary>Searches; groups that do not fit into one run come one after another.</summary>
    /// <returns>One trigger for each group, or why there are none.</returns>
    public (IReadOnlyList<FoundTrigger>? Found, string? Reason) Run(
        Carriers carriers, IReadOnlyList<SearchGroup> groups, string purpose, CancellationToken cancellationToken) =>
        ChunkedSearch.Run(context, classifier, family, carriers, groups, options.Batch, purpose, Search, cancellationToken);

    private List<FoundTrigger> Search(
        SearchSession session, IReadOnlyList<SearchGroup> groups, int slots, SeededNumbers chance, CancellationToken cancellationToken)
    {
        var sizes = family.Shapes(classifier.Image).Select(s => (int)s.Aggregate(1L, (a, b) => a * b)).ToArray();
        float[][] Arrays() => [.. sizes.Select(s => new float[s * slots])];
        var (values, gradients, momentum, squares) = (Arrays(), Arrays(), Arrays(), Arrays());
        foreach (var array in values) for (var i = 0; i < array.Length && options.Noise > 0; i++) array[i] = options.Noise * (float)chance.Normal();
        for (var p = 0; p < values.Length; p++) options.Start?[p].CopyTo(values[p], 0);
        var radius = Filled(groups.Count, options.Fixed ?? options.First);
        var rate = Filled(groups.Count, 0.5f);
        var (logSum, flipSum) = (new double[groups.Count], new double[groups.Count]);
        for (var step = 0; step < options.Steps; step++)
        {
            session.Draw();
            session.Run(values, gradients, cancellationToken);
            for (var g = 0; g < groups.Count; g++)
            {
                var flips = session.FlipRate(g);
                rate[g] = (0.7f * rate[g]) + (0.3f * flips);
                var factor = rate[g] > options.Quantile ? options.Shrink : options.Grow;
                if (step > 5 && options.Fixed is null) radius[g] = Math.Clamp(radius[g] * factor, options.Least, options.Most);
                for (var p = 0; p < sizes.Length; p++)
                {
                    var (from, n) = (g * sizes[p], sizes[p]);
                    Move(values[p].AsSpan(from, n), gradients[p].AsSpan(from, n), momentum[p].AsSpan(from, n), squares[p].AsSpan(from, n), radius[g]);
                }
                if (step < options.Steps - options.Tail) continue;
                logSum[g] += Math.Log(radius[g]);
                flipSum[g] += flips;
            }
        }
        return [.. groups.Select((group, g) => new FoundTrigger(
            group.Target, (logSum[g] - (options.FlipCredit * flipSum[g])) / options.Tail, flipSum[g] / options.Tail, [.. values.Select((v, p) => v.AsSpan(g * sizes[p], sizes[p]).ToArray())]))];
    }

    private void Move(Span<float> values, ReadOnlySpan<float> gradient, Span<float> momentum, Span<float> squares, float radius)
    {
        float mean = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var g = float.IsFinite(gradient[i]) ? gradient[i] : 0;
            momentum[i] = (0.8f * momentum[i]) + (0.2f * g);
            squares[i] = (0.95f * squares[i]) + (0.05f * g * g);
            mean += Math.Abs(momentum[i]);
        }
        mean = (mean / values.Length) + 1e-12f;
        for (var i = 0; i < values.Length; i++)
        {
            var direction = options.EachOnItsOwn ? momentum[i] / (MathF.Sqrt(squares[i]) + 1e-9f) : Math.Clamp(momentum[i] / mean, -3, 3);
            values[i] = Math.Clamp(values[i] - (radius * options.Stride * direction), -radius, radius);
        }
    }

    private static float[] Filled(int count, float value)
    {
        var array = new float[count];
        Array.Fill(array, value);
        return array;
    }
}
