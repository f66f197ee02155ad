using Assay.Analysis.Probes.Feeding;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>Stamps images, and runs the model as it is in its file on images with and without a trigger.</summary>
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

    /// <summary>Share of the images that the trigger turns to what is wanted; null where there are fewer than ten that something is wanted of.</summary>
    /// <param name="images">With the model's answers to them as they are.</param>
    /// <param name="family">What is done to an image.</param>
    /// <param name="parameters">The trigger.</param>
    /// <param name="wanted">By an image's own answer: what the trigger should turn it to; null where it does not matter.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public double? Success(Carriers images, ITriggerFamily family, float[][] parameters, Func<int, int?> wanted, CancellationToken cancellationToken)
    {
        var chosen = images.Where(i => wanted(images.Answers[i]) is not null);
        if (chosen.Count < 10) return null;
        var answers = Answers(Stamp(chosen.Values, family, parameters), cancellationToken);
        return chosen.Answers.Zip(answers).Count(p => wanted(p.First) == p.Second) / (double)chosen.Count;
    }
}
