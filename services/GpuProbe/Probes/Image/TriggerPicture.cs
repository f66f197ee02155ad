using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;
using Assay.Analysis.Probes.Pictures;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>A trigger to look at: its pattern, where it is, and a carrier that has it, side by side.</summary>
internal static class TriggerPicture
{
    private const int Gap = 2;
    private const int LongestSide = 900;

    public static ProbeAttachment? Of(string name, string family, float[][] parameters, ReadOnlySpan<float> carrier, ReadOnlySpan<float> stamped, ImageInput image)
    {
        var width = (3 * image.Width) + (2 * Gap);
        if (Math.Max(width, image.Height) > PngWriter.MaxSide) return null;
        var (pattern, mask) = family switch
        {
            "stamped" or CyclicSearch.Name => (parameters[1], Spread(parameters[0], image)),
            "added" => (Signed(parameters[0]), Strength(parameters[0])),
            // A map of colours has no place: the carrier as it was, and by how much each intensity changed.
            _ => (carrier.ToArray(), Change(carrier, stamped)),
        };
        var colours = image.Channels == 1 ? 1 : 3;
        var pixels = new float[colours * image.Height * width];
        Array.Fill(pixels, 1);
        Put(pixels, pattern, 0);
        Put(pixels, mask, image.Width + Gap);
        Put(pixels, stamped, 2 * (image.Width + Gap));
        var png = PngWriter.Write(pixels, colours, image.Height, width, Math.Max(1, LongestSide / Math.Max(width, image.Height)));
        return png.Length <= ProbeAttachment.MaxBytes ? new(name, ProbeAttachment.Png, png) : null;

        void Put(float[] to, ReadOnlySpan<float> from, int left)
        {
            for (var c = 0; c < colours; c++)
            {
                for (var y = 0; y < image.Height; y++)
                    from.Slice(((c * image.Height) + y) * image.Width, image.Width).CopyTo(to.AsSpan((((c * image.Height) + y) * width) + left));
            }
        }
    }

    private static float[] Spread(float[] mask, ImageInput image)
    {
        var result = new float[image.Size];
        for (var i = 0; i < result.Length; i++) result[i] = mask[i % mask.Length];
        return result;
    }

    /// <summary>Grey for no change, white and black for the largest.</summary>
    private static float[] Signed(float[] pattern)
    {
        var most = Most(pattern);
        return [.. pattern.Select(p => 0.5f + (p / (2 * most)))];
    }

    private static float[] Strength(float[] pattern)
    {
        var most = Most(pattern);
        return [.. pattern.Select(p => Math.Abs(p) / most)];
    }

    private static float[] Change(ReadOnlySpan<float> before, ReadOnlySpan<float> after)
    {
        var result = new float[before.Length];
        for (var i = 0; i < result.Length; i++) result[i] = after[i] - before[i];
        return Strength(result);
    }

    private static float Most(float[] values) => Math.Max(values.Max(Math.Abs), 1e-6f);
}
