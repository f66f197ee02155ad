using Assay.OnnxRuntime;

namespace Assay.Analysis.Probes.Feeding;

/// <summary>How a model takes images.</summary>
/// <param name="Name">Of the input. Untrusted.</param>
/// <param name="ElementType">Float, Float16, Double or UInt8.</param>
/// <param name="ChannelsFirst">True for <c>[N, C, H, W]</c>, false for <c>[N, H, W, C]</c>.</param>
/// <param name="Channels">1, 3 or 4.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Width">In pixels.</param>
/// <param name="FixedBatch">Size of the first dimension where the graph fixes it; null where any will do.</param>
/// <param name="Scale">What an intensity from 0 to 1 is multiplied with first: 1, or 255 for raw pixels.</param>
/// <param name="Mean">Subtracted then, one number for each channel; empty for nothing.</param>
/// <param name="Deviation">What it is divided by last, one number for each channel; empty for nothing.</param>
public sealed record ImageInput(
    string Name, OrtElementType ElementType, bool ChannelsFirst, int Channels, int Height, int Width, int? FixedBatch, double Scale,
    IReadOnlyList<double> Mean, IReadOnlyList<double> Deviation)
{
    /// <summary>Numbers of one image.</summary>
    public int Size => Channels * Height * Width;

    /// <summary>The value that the model is given for an intensity.</summary>
    public float Encode(float intensity, int channel) => (float)(((intensity * Scale) - At(Mean, channel, 0)) / At(Deviation, channel, 1));

    /// <summary>The intensity for a value that the model is given.</summary>
    public float Decode(float value, int channel) => (float)(((value * At(Deviation, channel, 1)) + At(Mean, channel, 0)) / Scale);

    private static double At(IReadOnlyList<double> values, int channel, double absent) =>
        values.Count == 0 ? absent : values[Math.Min(channel, values.Count - 1)];
}
