using System.Globalization;
using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;
using Assay.Contracts.Findings;
using Assay.GpuProbe.Probes.Image.Scenes;
using Assay.OnnxRuntime;

namespace Assay.GpuProbe.Interfaces;

/// <summary>Finds out how a model takes images.</summary>
internal sealed class ImageDeduction(ProbeContext context, ProbeSession session, ModelConfiguration configuration, ModelInterface start)
{
    private const int TrialImages = 24;

    private const int MostScenes = 300;

    /// <summary>Scenes that are compared with what a batch normalisation remembers: every place of them counts.</summary>
    private const int RememberedScenes = 64, FewestScenes = 8;

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

    /// <summary>Runs the model on the same scenes in every range: see <see cref="TrainedStatistics"/> and <see cref="RangeDeduction"/>.</summary>
    private (ImageInput Image, MeasuredScores Found) TryScales(ImageInput image, MeasuredScores plain, CancellationToken cancellationToken)
    {
        var scenes = Scenes(image);
        ImageInput[] inputs = [.. Scales.Select(s => image with { Scale = s.Scale.Scale, Mean = s.Scale.Mean, Deviation = s.Scale.Deviation })];
        if (Remembered(inputs, scenes, cancellationToken) is { } remembered)
            return Chosen(remembered, "they have the mean and variance that its first batch normalisation remembers", Answers(inputs[remembered]));
        MeasuredScores?[] answers = [.. inputs.Select(Answers)];
        var choice = RangeDeduction.Choose(answers);
        return Chosen(choice, "the answers to them differ about as much as in any", answers[choice]);

        MeasuredScores? Answers(ImageInput input) => ScoreDeduction.Measure(session, start with { Image = input }, scenes, null, cancellationToken);

        (ImageInput Image, MeasuredScores Found) Chosen(int range, string why, MeasuredScores? found)
        {
            _basis.Add(new("range", string.Create(CultureInfo.InvariantCulture,
                $"{Scales[range].Name}: of {Scales.Length} ranges for {scenes.Count} pictures of simple things the narrowest in which {why}")));
            return (inputs[range], found ?? plain);
        }
    }

    private int? Remembered(ImageInput[] inputs, ImageInputs scenes, CancellationToken cancellationToken)
    {
        using var trained = TrainedStatistics.Open(context, cancellationToken);
        if (trained is null) return null;
        var count = Math.Min(scenes.Count, Math.Clamp((2 << 20) / scenes.Size, FewestScenes, RememberedScenes));
        var some = new ImageInputs(scenes.Values[..(count * scenes.Size)], scenes.Size);
        return RangeDeduction.Remembered([.. inputs.Select(input => trained.Distance(start with { Image = input }, some, cancellationToken))]);
    }

    private ImageInputs Scenes(ImageInput image)
    {
        var count = Math.Clamp((4 << 20) / image.Size, TrialImages, MostScenes);
        var chance = new SceneChance(image.Channels == 1, context.Random("interface scenes"));
        return new SceneRenderer(image).Draw(chance.Next(count));
    }
}
