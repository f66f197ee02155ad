using System.Globalization;
using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;
using Assay.Contracts.Findings;
using Assay.OnnxRuntime;

namespace Assay.GpuProbe.Interfaces;

/// <summary>Finds out how a model takes images.</summary>
internal sealed class ImageDeduction(ProbeContext context, ProbeSession session, ModelConfiguration configuration, ModelInterface start)
{
    private const int TrialImages = 24;

    /// <summary>Sides that are tried where neither the graph nor a file says any.</summary>
    private static readonly int[] Sides = [224, 32, 28, 64, 96, 128, 256, 299, 384, 512];

    private static readonly (PixelScale Scale, string Name)[] Scales =
        [(PixelScale.Unit, "0 to 1"), (PixelScale.Signed, "-1 to 1"), (PixelScale.Photographs, "normalised as photographs"), (PixelScale.Raw, "0 to 255")];

    private readonly List<Evidence> _basis = [.. start.Basis];

    public ModelInterface Deduce(OrtPort port, CancellationToken cancellationToken)
    {
        var channelsFirst = IsChannelsFirst(port);
        var (channelDimension, heightDimension) = channelsFirst ? (1, 2) : (3, 1);
        var channels = (int)(port.Shape[channelDimension].Size ?? configuration.Channels ?? 3);
        if (channels is not (1 or 3 or 4)) channels = 3;
        var declared = Declared(port);
        var template = new ImageInput(port.Name, port.ElementType, channelsFirst, channels, 0, 0, Fixed(port.Shape[0]), declared.Scale, declared.Mean, declared.Deviation);
        OrtException? last = null;
        foreach (var (height, width) in Sizes(port.Shape[heightDimension], port.Shape[heightDimension + 1]))
        {
            var image = template with { Height = height, Width = width };
            try
            {
                if ((long)image.Size * TrialImages > 64 << 20) continue;
                return Measure(image, cancellationToken);
            }
            catch (OrtException exception)
            {
                last = exception;
            }
        }
        return start with { Problem = $"No image size was found that the model takes: {EvidenceText.Quote(last?.Message ?? "all are too large", 256)}", Basis = _basis };
    }

    private static int? Fixed(OrtDimension dimension) => dimension.Size is > 0 and <= 4096 ? (int)dimension.Size : null;

    private bool IsChannelsFirst(OrtPort port)
    {
        var (first, last) = (ImagePorts.IsChannels(port.Shape[1].Size), ImagePorts.IsChannels(port.Shape[3].Size));
        var answer = first == last ? configuration.ChannelsFirst ?? true : first;
        _basis.Add(new("layout", (answer ? "channels first" : "channels last") + (first != last ? ", by the graph's shape"
            : configuration.ChannelsFirst is null ? ", the usual one" : ", by the configuration")));
        return answer;
    }

    private PixelScale Declared(OrtPort port)
    {
        if (port.ElementType == OrtElementType.UInt8) return Say(PixelScale.Raw, "by the input's type");
        return configuration.Pixels is { } pixels ? Say(pixels, "by the preprocessor's configuration") : PixelScale.Unit;
    }

    private PixelScale Say(PixelScale scale, string why)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"scale {scale.Scale:0.###}, mean [{string.Join(", ", scale.Mean)}], deviation [{string.Join(", ", scale.Deviation)}]");
        _basis.Add(new("range", $"{text}, {why}"));
        return scale;
    }

    private List<(int Height, int Width)> Sizes(OrtDimension height, OrtDimension width)
    {
        if (height.Size is > 0 && width.Size is > 0) return [((int)Math.Min(height.Size.Value, 1 << 14), (int)Math.Min(width.Size.Value, 1 << 14))];
        List<(int, int)> sizes = [];
        if (configuration is { Height: { } h, Width: { } w }) sizes.Add((h, w));
        sizes.AddRange(Sides.Select(side => ((int)(height.Size ?? side), (int)(width.Size ?? side))));
        return sizes;
    }

    /// <summary>Runs the model on images of every kind; what comes out decides what it is.</summary>
    private ModelInterface Measure(ImageInput image, CancellationToken cancellationToken)
    {
        var inputs = ImageProbes.Diverse(image, TrialImages, context.Random("interface"));
        var found = ScoreDeduction.Measure(session, start with { Image = image }, inputs, null, cancellationToken);
        if (found is null) return start with { Image = image, Problem = "The model has no output with a row of numbers for each image.", Basis = _basis };
        if (configuration.Pixels is null && image.ElementType != OrtElementType.UInt8) (image, found) = TryScales(image, found, cancellationToken);
        _basis.Add(new("size", string.Create(CultureInfo.InvariantCulture, $"{image.Channels} channels, {image.Height} by {image.Width}, tried")));
        var isClassifier = !found.Output.PerPosition && found.Output.Columns is > 1 and <= 50_000 && !IsEncoder();
        _basis.Add(new("scores", string.Create(CultureInfo.InvariantCulture,
            $"{EvidenceText.Quote(found.Output.Name, 32)}: {found.Output.Columns} columns of {found.Output.Kind.ToString().ToLowerInvariant()}, measured on {TrialImages} images")));
        return start with
        {
            Task = isClassifier ? ModelTask.ImageClassification : ModelTask.ImageEncoding,
            Image = image,
            Scores = found.Output,
            Basis = _basis,
        };
    }

    private bool IsEncoder() => configuration.Pipeline is "image-feature-extraction" or "feature-extraction" or "zero-shot-image-classification";

    /// <summary>
    /// The narrowest range in which the model tells about as many images apart as in any: a range that is too wide drives every model to many answers, one
    /// that is too narrow to few. Among models whose range is known, 0 to 1 gave two thirds of the best count where it was right and hardly ever where it was
    /// wrong. Raw pixels saturate everything, and have to be far better.
    /// </summary>
    private (ImageInput Image, MeasuredScores Found) TryScales(ImageInput image, MeasuredScores plain, CancellationToken cancellationToken)
    {
        List<(ImageInput Image, MeasuredScores? Found, string Name)> tried = [];
        var count = Math.Clamp((4 << 20) / image.Size, TrialImages, 4 * TrialImages);
        foreach (var (scale, name) in Scales)
        {
            var other = image with { Scale = scale.Scale, Mean = scale.Mean, Deviation = scale.Deviation };
            var inputs = ImageProbes.Diverse(other, count, context.Random("interface"));
            tried.Add((other, ScoreDeduction.Measure(session, start with { Image = other }, inputs, null, cancellationToken), name));
        }
        int Labels(int index) => tried[index].Found?.DistinctLabels ?? 0;
        var most = Math.Max(Labels(0), Math.Max(Labels(1), Labels(2)));
        var choice = Labels(3) >= 2 * most ? 3 : Labels(0) >= 0.65 * most ? 0 : Labels(1) >= 0.95 * Labels(2) ? 1 : 2;
        _basis.Add(new("range", $"{tried[choice].Name}: of {Scales.Length} ranges the narrowest with about as many different answers to {count} images as any"));
        return (tried[choice].Image, tried[choice].Found ?? plain);
    }
}
