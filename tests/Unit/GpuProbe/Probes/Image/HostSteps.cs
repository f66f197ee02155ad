using Assay.Analysis.Probes;
using Assay.GpuProbe.Probes.Image;

namespace Assay.Tests.Unit.GpuProbe.Probes.Image;

/// <summary>The steps of the searches written out on the host, number by number: what the steps in the graph have to agree with.</summary>
internal static class HostSteps
{
    public static List<FoundTrigger> Radius(
        ProbeContext context, ImageClassifier classifier, ITriggerFamily family, RadiusOptions options, Carriers carriers,
        IReadOnlyList<SearchGroup> groups, string purpose)
    {
        var sizes = family.Shapes(classifier.Image).Select(s => (int)s.Aggregate(1L, (a, b) => a * b)).ToArray();
        float[][] Arrays() => [.. sizes.Select(s => new float[s * groups.Count])];
        var (values, gradients, momentum, squares) = (Arrays(), Arrays(), Arrays(), Arrays());
        var chance = context.Random(purpose);
        foreach (var array in values) for (var i = 0; i < array.Length && options.Noise > 0; i++) array[i] = options.Noise * (float)chance.Normal();
        using var run = TriggerSession.Open(context, classifier, family, groups.Count, options.Batch, default).Session;
        var session = new SearchSession(run!, carriers, groups, chance);
        var radius = Enumerable.Repeat(options.Initial, groups.Count).ToArray();
        var rate = Enumerable.Repeat(0.5f, groups.Count).ToArray();
        var (logSum, flipSum) = (new double[groups.Count], new double[groups.Count]);
        for (var step = 0; step < options.Steps; step++)
        {
            session.Draw();
            session.Run(values, gradients, default);
            for (var g = 0; g < groups.Count; g++)
            {
                var flips = session.FlipRate(g);
                rate[g] = (0.7f * rate[g]) + (0.3f * flips);
                var factor = rate[g] > options.Quantile ? options.Shrink : options.Grow;
                if (step > 5 && options.Fixed is null) radius[g] = Math.Clamp(radius[g] * factor, options.Least, options.Most);
                for (var p = 0; p < sizes.Length; p++)
                {
                    var (from, n) = (g * sizes[p], sizes[p]);
                    Span<float> Own(float[][] all) => all[p].AsSpan(from, n);
                    Move(Own(values), Own(gradients), Own(momentum), Own(squares), radius[g], step, options);
                }
                if (step < options.Steps - options.Tail) continue;
                logSum[g] += Math.Log(radius[g]);
                flipSum[g] += flips;
            }
        }
        return [.. groups.Select((group, g) => new FoundTrigger(group.Target, (logSum[g] - (options.FlipCredit * flipSum[g])) / options.Tail,
            flipSum[g] / options.Tail, [.. values.Select((v, p) => v.AsSpan(g * sizes[p], sizes[p]).ToArray())]))];
    }

    public static List<FoundTrigger> Patch(
        ProbeContext context, ImageClassifier classifier, PatchOptions options, Carriers carriers, IReadOnlyList<SearchGroup> groups, string purpose)
    {
        var (area, size) = (classifier.Image.Height * classifier.Image.Width, classifier.Image.Size);
        var chance = context.Random(purpose);
        float[][] values = [Enumerable.Repeat(options.Mask, area * groups.Count).ToArray(), new float[size * groups.Count]];
        float[][] gradients = [new float[area * groups.Count], new float[size * groups.Count]];
        for (var i = 0; i < values[1].Length; i++) values[1][i] = 0.5f + (0.02f * (float)chance.Normal());
        using var run = TriggerSession.Open(context, classifier, new StampedPatch(), groups.Count, options.Batch, default).Session;
        var session = new SearchSession(run!, carriers, groups, chance);
        Adam[] adam = [new(area * groups.Count, options.Rate, 0.9f, 0.98f, 1e-6f), new(size * groups.Count, options.Rate, 0.9f, 0.98f, 1e-6f)];
        var price = Enumerable.Repeat(options.Price, groups.Count).ToArray();
        var rate = new float[groups.Count];
        var best = new FoundTrigger?[groups.Count];
        for (var step = 0; step < options.Steps; step++)
        {
            session.Draw();
            session.Run(values, gradients, default);
            for (var g = 0; g < groups.Count; g++)
            {
                rate[g] = (0.75f * rate[g]) + (0.25f * session.FlipRate(g));
                var sum = values[0].AsSpan(g * area, area).ToArray().Select((m, i) => m * (options.Prices?[i] ?? 1)).Sum();
                var cost = Math.Log(Math.Max(sum, 0.5));
                var better = options.Budget is { } most
                    ? sum <= most * 1.05f && !(best[g]?.FlipRate >= rate[g])
                    : rate[g] > options.Quantile && !(best[g]?.Cost <= cost);
                if (step > options.Warmup && better) best[g] = new(groups[g].Target, cost, rate[g], Own(values, g));
                for (var i = g * area; i < (g + 1) * area; i++) gradients[0][i] = (gradients[0][i] / options.Batch) + (price[g] * (options.Prices?[i - (g * area)] ?? 1));
                for (var i = g * size; i < (g + 1) * size; i++) gradients[1][i] /= options.Batch;
                var tooCheap = options.Budget is { } budget ? sum > budget : rate[g] > options.Quantile;
                if (step > 10) price[g] = Math.Clamp(tooCheap ? price[g] * 1.12f : price[g] / 1.15f, 1e-5f, 1);
            }
            for (var p = 0; p < 2; p++) adam[p].Step(values[p], gradients[p], 0, 1);
        }
        return [.. groups.Select((group, g) => best[g] ?? new FoundTrigger(group.Target, Math.Log(area), rate[g], Own(values, g)))];

        float[][] Own(float[][] all, int g) => [all[0].AsSpan(g * area, area).ToArray(), all[1].AsSpan(g * size, size).ToArray()];
    }

    /// <summary>Images of the wanted classes after some steps from smooth noise.</summary>
    public static float[] Climb(ProbeContext context, ImageClassifier classifier, int[] wanted, int steps, string purpose)
    {
        var (image, chance) = (classifier.Image, context.Random(purpose));
        var logits = new float[wanted.Length * image.Size];
        for (var i = 0; i < wanted.Length; i++) SmoothNoise.Fill(logits.AsSpan(i * image.Size, image.Size), image, chance);
        using var session = TriggerSession.Open(context, classifier, new WholeImage(), wanted.Length, 1, default).Session!;
        session.GiveCarriers(new float[logits.Length]);
        session.GiveTargets([.. wanted.Select(w => (long)w)], [.. Enumerable.Repeat(1f, wanted.Length)]);
        var adam = new Adam(logits.Length, 0.15f);
        float[] Array() => new float[logits.Length];
        var (images, shifted, gradient, back) = (Array(), Array(), Array(), Array());
        var scores = new float[session.Rows * classifier.Classes];
        for (var step = 0; step < steps; step++)
        {
            Sigmoid(logits, images);
            var (dy, dx) = (chance.Below(5) - 2, chance.Below(5) - 2);
            Planes.Roll(images, shifted, image, dy, dx);
            session.Run([shifted], [gradient], scores, default);
            Planes.Roll(gradient, back, image, -dy, -dx);
            Planes.AddVariation(images, back, image, 2f / image.Size);
            for (var i = 0; i < back.Length; i++) back[i] *= images[i] * (1 - images[i]);
            adam.Step(logits, back);
        }
        Sigmoid(logits, images);
        return images;
    }

    private static void Sigmoid(float[] logits, float[] values)
    {
        for (var i = 0; i < logits.Length; i++) values[i] = 1 / (1 + MathF.Exp(-logits[i]));
    }

    private static void Move(
        Span<float> values, ReadOnlySpan<float> gradient, Span<float> momentum, Span<float> squares, float radius, int step, RadiusOptions options)
    {
        var stride = options.Stride * (options.IsSettling ? 1 - (0.9f * step / options.Steps) : 1);
        float mean = 0;
        for (var i = 0; i < values.Length; i++)
        {
            momentum[i] = (0.8f * momentum[i]) + (0.2f * gradient[i]);
            squares[i] = (0.95f * squares[i]) + (0.05f * gradient[i] * gradient[i]);
            mean += Math.Abs(momentum[i]);
        }
        mean = (mean / values.Length) + 1e-12f;
        for (var i = 0; i < values.Length; i++)
        {
            var direction = options.EachOnItsOwn ? momentum[i] / (MathF.Sqrt(squares[i]) + 1e-9f) : Math.Clamp(momentum[i] / mean, -3, 3);
            values[i] = Math.Clamp(values[i] - (radius * stride * direction), -radius, radius);
        }
    }
}
