using System.Text.Json;

namespace Assay.GpuProbe.Interfaces;

/// <summary>How preprocessing turns an intensity from 0 to 1 into the model's number: times the scale, minus the mean, divided by the deviation.</summary>
/// <param name="Scale">1, or 255 where pixels stay raw.</param>
/// <param name="Mean">Empty for nothing.</param>
/// <param name="Deviation">Empty for nothing.</param>
internal sealed record PixelScale(double Scale, IReadOnlyList<double> Mean, IReadOnlyList<double> Deviation)
{
    public static PixelScale Unit { get; } = new(1, [], []);

    public static PixelScale Raw { get; } = new(255, [], []);

    public static PixelScale Signed { get; } = new(1, [0.5], [0.5]);

    /// <summary>The means and deviations of the photographs that most networks were trained on.</summary>
    public static PixelScale Photographs { get; } = new(1, [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]);

    /// <summary>What a preprocessor's configuration says; what it leaves out is left out.</summary>
    public static PixelScale Of(JsonElement configuration)
    {
        var rescale = configuration.At("do_rescale").Flag() ?? true;
        var factor = configuration.At("rescale_factor").Number() is { } f and > 0 and <= 1 ? f : 1.0 / 255;
        var scale = rescale ? 255 * factor : 255;
        if (configuration.At("do_normalize").Flag() is not true) return new(scale, [], []);
        var mean = configuration.At("image_mean").Numbers();
        var deviation = configuration.At("image_std").Numbers();
        return new(scale, mean, deviation.Any(d => d <= 0) ? [] : deviation);
    }
}
