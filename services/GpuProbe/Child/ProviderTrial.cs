using Assay.OnnxRuntime;

namespace Assay.GpuProbe.Child;

/// <summary>Runs a model of our own before a stranger's, so that a broken driver is not taken for a broken model.</summary>
internal static class ProviderTrial
{
    /// <summary>An ONNX model, IR version 8, opset 13: y = Neg(x) for two floats.</summary>
    private static ReadOnlySpan<byte> Model =>
    [
        0x08, 0x08,                                                       // ir_version
        0x3a, 0x2e,                                                       // graph
        0x0a, 0x0b, 0x0a, 0x01, (byte)'x', 0x12, 0x01, (byte)'y', 0x22, 0x03, (byte)'N', (byte)'e', (byte)'g',
        0x12, 0x01, (byte)'g',
        0x5a, 0x0d, 0x0a, 0x01, (byte)'x', 0x12, 0x08, 0x0a, 0x06, 0x08, 0x01, 0x12, 0x02, 0x0a, 0x00,
        0x62, 0x0d, 0x0a, 0x01, (byte)'y', 0x12, 0x08, 0x0a, 0x06, 0x08, 0x01, 0x12, 0x02, 0x0a, 0x00,
        0x42, 0x02, 0x10, 0x0d,                                           // opset_import
    ];

    /// <exception cref="OrtException">The provider is absent or does not compute what it should.</exception>
    public static void Run(OrtRuntime runtime, OrtSessionSettings device)
    {
        using var session = runtime.OpenSession(Model, device);
        using var input = OrtTensor.Over(runtime, new float[] { 1, -2 }.AsMemory(), 2);
        using var outputs = session.Run([new("x", input)], ["y"]);
        if (!outputs[0].Data<float>().SequenceEqual([-1, 2]))
        {
            throw new OrtException(OrtErrorCode.ProviderFailed, $"The provider {device.Provider} computes wrong numbers: reinstall its driver or choose another.");
        }
    }
}
