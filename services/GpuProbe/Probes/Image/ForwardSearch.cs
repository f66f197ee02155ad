using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>
/// Looks for small blocks that turn images to one class with nothing but forward runs, for models that cannot be differentiated: blocks by lot, then
/// changes of the best of each class, generation by generation. One run of a block says how far it leads to every class.
/// </summary>
internal sealed class ForwardSearch(ProbeContext context, ImageInput image)
{
    private const int Carriers = 12;
    private const int FirstGeneration = 192;
    private const int Generations = 10;
    private const int Children = 8;
    private const int Parents = 6;

    /// <summary>
    /// Shares of carriers that the best block of each class turns to it, by class. Classes that every second carrier shows anyway are 0.
    /// </summary>
    public double[] Run(int classes, CancellationToken cancellationToken)
    {
        using var session = context.Open();
        var runner = new ModelRunner(session, context.Interface, RowLimit.For(image, 96));
        var carriers = ImageProbes.Diverse(image, Carriers, context.Random("forward carriers"));
        var plain = runner.Scores(carriers, cancellationToken).Labels();
        var chance = context.Random("forward blocks");
        var largest = Math.Max(2, Math.Min(image.Height, image.Width) / 4);
        var best = new double[classes];
        var blocks = new BlockTrigger?[classes];
        List<BlockTrigger> generation = [.. Enumerable.Range(0, FirstGeneration).Select(_ => BlockTrigger.Random(image, largest, chance))];
        for (var turn = 0; turn <= Generations; turn++)
        {
            context.Advance((double)turn / (Generations + 1), "tries blocks, for no gradient can be had");
            Judge(runner, carriers, plain, generation, best, blocks, cancellationToken);
            generation = [.. Enumerable.Range(0, classes).Where(c => blocks[c] is not null).OrderByDescending(c => best[c]).ThenBy(c => c).Take(Parents)
                .SelectMany(c => Enumerable.Range(0, Children).Select(_ => blocks[c]!.Mutate(image, largest, chance)))];
            if (generation.Count == 0) break;
        }
        return best;
    }

    private void Judge(
        ModelRunner runner, ImageInputs carriers, int[] plain, List<BlockTrigger> blocks, double[] best, BlockTrigger?[] found, CancellationToken cancellationToken)
    {
        var values = new float[blocks.Count * Carriers * image.Size];
        for (var b = 0; b < blocks.Count; b++)
        {
            for (var i = 0; i < Carriers; i++)
            {
                var picture = values.AsSpan(((b * Carriers) + i) * image.Size, image.Size);
                carriers[i].CopyTo(picture);
                blocks[b].Stamp(picture, image);
            }
        }
        var answers = runner.Scores(new ImageInputs(values, image.Size), cancellationToken).Labels();
        for (var b = 0; b < blocks.Count; b++)
        {
            foreach (var target in answers.AsSpan(b * Carriers, Carriers).ToArray().Where(a => a >= 0).Distinct())
            {
                var others = Enumerable.Range(0, Carriers).Where(i => plain[i] != target).ToList();
                if (others.Count * 2 < Carriers) continue;
                var share = others.Count(i => answers[(b * Carriers) + i] == target) / (double)others.Count;
                // Of equal blocks the later one: the search goes on from where it has not been.
                if (share < best[target]) continue;
                (best[target], found[target]) = (share, blocks[b]);
            }
        }
    }
}
