using Assay.Contracts.Findings;
using Assay.OnnxRuntime;

namespace Assay.GpuProbe.Probes.Load;

/// <summary>Says whether inputs can be made for a model.</summary>
internal static class InputSupport
{
    /// <summary>One line on what stands against it; null where nothing does.</summary>
    public static string? Problem(OrtSession session)
    {
        var input = session.Inputs.FirstOrDefault(port => port.Kind != OrtValueKind.Tensor || !IsSupported(port.ElementType));
        if (input is not null) return $"No values can be made for the input {EvidenceText.Quote(input.Name, 64)} of type {input.TypeText}; the model was loaded only.";
        return ReadableOutputs(session).Count == 0 ? "The model has no output that is a tensor of numbers; it was loaded only." : null;
    }

    /// <summary>Outputs that can be looked at.</summary>
    public static IReadOnlyList<OrtPort> ReadableOutputs(OrtSession session) =>
        [.. session.Outputs.Where(port => port.Kind == OrtValueKind.Tensor && port.ElementType.Size() is not null)];

    private static bool IsSupported(OrtElementType type) => type.IsFloat() || type is OrtElementType.Bool
        or OrtElementType.Int8 or OrtElementType.UInt8 or OrtElementType.Int16 or OrtElementType.UInt16
        or OrtElementType.Int32 or OrtElementType.UInt32 or OrtElementType.Int64 or OrtElementType.UInt64;
}
