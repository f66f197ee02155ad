using Assay.Analysis.Probes.Feeding;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>Runs the model as it is in its file on images with and without a trigger.</summary>
/// <param name="runner">The model.</param>
/// <param name="image">How it is fed.</param>
internal sealed class HeldOutImages(ModelRunner runner, ImageInput image)
{
    /// <summary>Answers to images.</summary>
    public int[] Answers(float[] images, CancellationToken cancellationToken) => runner.Scores(new ImageInputs(images, image.Size), cancellationToken).Labels();

    /// <summary>Images with the trigger.</summary>
    public float[] Stamp(float[] images, ITriggerFamily family, float[][] parameters)
    {
        var result = new float[images.Length];
        for (var at = 0; at < images.Length; at += image.Size) family.Apply(images.AsSpan(at, image.Size), result.AsSpan(at, image.Size), parameters, image);
        return result;
    }

    /// <summary>Share of the images with another answer than the target that the trigger turns to it; null where there are fewer than ten.</summary>
    public double? Success(Carriers images, ITriggerFamily family, float[][] parameters, int? source, int target, CancellationToken cancellationToken)
    {
        int[] chosen = source is { } s ? [.. Enumerable.Range(0, images.Count).Where(i => images.Answers[i] == s)] : images.NotAnswering(target);
        if (chosen.Length < 10) return null;
        var values = new float[chosen.Length * image.Size];
        for (var i = 0; i < chosen.Length; i++) images[chosen[i]].CopyTo(values.AsSpan(i * image.Size));
        return Answers(Stamp(values, family, parameters), cancellationToken).Count(a => a == target) / (double)chosen.Length;
    }
}
