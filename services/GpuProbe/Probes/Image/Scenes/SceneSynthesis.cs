using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;

namespace Assay.GpuProbe.Probes.Image.Scenes;

/// <summary>
/// Finds, for each class, pictures of simple things that the model takes for it, by forward runs alone: scenes by lot, then the best of each class
/// varied and crossed (a (1 + k) evolution strategy in each of several lines, so that they stay different). It stops where the model is sure and not
/// where it is surest; sure it has to be of the picture under <see cref="BenignChanges"/>, too. Such pictures behave under a trigger as photographs
/// do, which those that a gradient makes do not: what the gradient writes into them is undone by the least displacement and is not what the model was
/// trained with.
/// </summary>
internal sealed class SceneSynthesis(ProbeContext context, ModelRunner runner, ImageInput image, ScoreKind kind)
{
    private const int MaxLot = 2000;
    private const int Children = 4;
    private const int Generations = 14;

    /// <summary>Intensities of the lot, for large pictures: what they cost grows with their size.</summary>
    private const long MaxIntensities = 8L << 20;

    /// <summary>Difference of logarithms of probabilities to the next class from which the model counts as sure.</summary>
    private const float Sure = 3;

    /// <summary>Forms of a picture that count: those of which the model is least sure.</summary>
    private const int Weakest = 2;

    /// <summary>Bounds of a margin, so that no single form decides.</summary>
    private const float Lowest = -8, Highest = 6;

    private readonly SceneRenderer _renderer = new(image);
    private readonly BenignChanges _changes = new(image);
    private readonly ScoreMargins _margins = new(kind);

    /// <summary>Makes pictures.</summary>
    /// <param name="classes">Of which classes.</param>
    /// <param name="each">Pictures of each.</param>
    /// <param name="purpose">What the chance is drawn for.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The pictures in the order of the classes, among them those that the model takes for something else.</returns>
    public Carriers Run(IReadOnlyList<int> classes, int each, string purpose, CancellationToken cancellationToken)
    {
        var chance = context.Random($"scenes {purpose}");
        var lot = Lot(chance);
        var margins = Margins(lot, classes, cancellationToken);
        Line[][] lines = [.. classes.Select((_, c) => Enumerable.Range(0, lot.Length).OrderByDescending(i => margins[i][c]).ThenBy(i => i).Take(each)
            .Select(i => new Line(lot[i], margins[i][c])).ToArray())];
        for (var generation = 0; generation < Generations; generation++)
        {
            int[] open = [.. Enumerable.Range(0, classes.Count).Where(c => Array.Exists(lines[c], l => l.Margin < Sure))];
            if (open.Length == 0) break;
            Scene[] children = [.. open.SelectMany(c => lines[c].SelectMany(_ => Enumerable.Range(0, Children), (line, _) => Child(line.Scene, lines[c], lot, chance)))];
            margins = Margins(children, classes, cancellationToken);
            for (var at = 0; at < children.Length; at++)
            {
                var c = open[at / (each * Children)];
                ref var line = ref lines[c][at / Children % each];
                if (margins[at][c] > line.Margin && line.Margin < Sure) line = new(children[at], margins[at][c]);
            }
        }
        return Drawn(lines, classes, cancellationToken);
    }

    private Scene[] Lot(SeededNumbers chance)
    {
        var count = (int)Math.Clamp(MaxIntensities / image.Size, 128, MaxLot);
        return new SceneChance(image.Channels == 1, chance).Next(count);
    }

    private static Scene Child(Scene parent, Line[] lines, Scene[] lot, SeededNumbers chance)
    {
        var child = parent.Mixed(lines[chance.Below(lines.Length)].Scene, 0.15, chance);
        return chance.Below(2) == 0 ? child.Mixed(lot[chance.Below(lot.Length)], 0.15, chance) : child.Varied(0.3, chance);
    }

    private Carriers Drawn(Line[][] lines, IReadOnlyList<int> classes, CancellationToken cancellationToken)
    {
        Scene[] scenes = [.. lines.SelectMany(l => l.Select(x => x.Scene))];
        int[] wanted = [.. lines.SelectMany((l, c) => l.Select(_ => classes[c]))];
        var pictures = _renderer.Draw(scenes);
        return new(pictures.Values, wanted, runner.Scores(pictures, cancellationToken).Labels(), image.Size);
    }

    /// <summary>By scene and class: how far the model prefers the class to the next best, in the forms of the picture in which it does so least.</summary>
    private float[][] Margins(Scene[] scenes, IReadOnlyList<int> classes, CancellationToken cancellationToken)
    {
        var rows = Math.Max(1, RowLimit.For(image, scenes.Length * BenignChanges.Count) / BenignChanges.Count);
        var margins = new float[scenes.Length][];
        for (var first = 0; first < scenes.Length; first += rows)
        {
            var pictures = _renderer.Draw(scenes.AsSpan(first, Math.Min(rows, scenes.Length - first)));
            var scores = runner.Scores(Forms(pictures), cancellationToken);
            for (var at = 0; at < pictures.Count; at++)
            {
                float[][] forms = [.. Enumerable.Range(at * BenignChanges.Count, BenignChanges.Count).Select(row => _margins.Of(scores.Row(row), classes))];
                margins[first + at] = [.. classes.Select((_, c) => forms.Select(f => Math.Clamp(f[c], Lowest, Highest)).Order().Take(Weakest).Average())];
            }
        }
        return margins;
    }

    private ImageInputs Forms(ImageInputs pictures)
    {
        var forms = new ImageInputs(new float[pictures.Values.Length * BenignChanges.Count], image.Size);
        for (var i = 0; i < forms.Count; i++) _changes.Apply(i % BenignChanges.Count, pictures[i / BenignChanges.Count], forms[i]);
        return forms;
    }

    private readonly record struct Line(Scene Scene, float Margin);
}
