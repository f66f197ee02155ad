using Assay.OnnxRuntime;

namespace Assay.GpuProbe.Interfaces;

/// <summary>Tells inputs that take images.</summary>
internal static class ImagePorts
{
    /// <summary>The only input of four dimensions that can hold intensities; null where there is none or more than one.</summary>
    public static OrtPort? Find(IReadOnlyList<OrtPort> inputs)
    {
        var images = inputs.Where(IsImage).ToList();
        return images.Count == 1 ? images[0] : null;
    }

    public static bool IsChannels(long? size) => size is 1 or 3 or 4;

    private static bool IsImage(OrtPort port) => port.Kind == OrtValueKind.Tensor && port.Shape.Count == 4
        && port.ElementType is OrtElementType.Float or OrtElementType.Float16 or OrtElementType.Double or OrtElementType.UInt8
        && (port.Shape[1].Size is null or 1 or 3 or 4 || port.Shape[3].Size is 1 or 3 or 4);
}
