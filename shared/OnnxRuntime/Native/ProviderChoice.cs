using System.Globalization;

namespace Assay.OnnxRuntime.Native;

/// <summary>Adds an execution provider to session options, and says what to install where it is absent.</summary>
internal static unsafe class ProviderChoice
{
    public static void Apply(OrtRuntime runtime, nint options, OrtSessionSettings settings)
    {
        if (settings.Provider == ExecutionProvider.Cpu) return;
        var (name, remedy) = Describe(settings.Provider);
        if (!runtime.AvailableProviders.Contains(name)) throw Absent(runtime, name, remedy, "it is not part of this library");
        try
        {
            if (settings.Provider == ExecutionProvider.Cuda) AppendCuda(runtime, options, settings.DeviceIndex);
            else AppendByName(runtime.Api, options, "WebGPU");
        }
        catch (OrtException exception)
        {
            throw Absent(runtime, name, remedy, exception.Message);
        }
    }

    private static (string Name, string Remedy) Describe(ExecutionProvider provider) => provider switch
    {
        ExecutionProvider.WebGpu => ("WebGpuExecutionProvider",
            "Install a Vulkan loader and driver (Debian: libvulkan1, mesa-vulkan-drivers) or choose the provider cpu."),
        ExecutionProvider.Cuda => ("CUDAExecutionProvider",
            "Build with -p:AssayOnnxRuntimeFlavor=cuda and install the NVIDIA driver, CUDA and cuDNN, or choose the provider cpu."),
        _ => throw new OrtException(OrtErrorCode.InvalidArgument, $"Unknown execution provider {provider}."),
    };

    private static OrtException Absent(OrtRuntime runtime, string name, string remedy, string why) => new(OrtErrorCode.ProviderFailed,
        $"{name} cannot be used. {remedy} Built into {runtime.Library.LibraryPath}: {string.Join(", ", runtime.AvailableProviders)}. Cause: {why.Trim()}");

    private static void AppendByName(OrtApi api, nint options, string name)
    {
        var text = NativeText.Utf8(name);
        OrtStatus.Check(api, api.AppendExecutionProvider(options, text.Pointer, null, null, 0));
        GC.KeepAlive(text);
    }

    private static void AppendCuda(OrtRuntime runtime, nint options, int device)
    {
        var api = runtime.Api;
        nint cuda;
        OrtStatus.Check(api, api.Create(ApiPosition.CreateCudaProviderOptions)(&cuda));
        using var owned = runtime.Own(cuda, ApiPosition.ReleaseCudaProviderOptions);
        var (key, value) = (NativeText.Utf8("device_id"), NativeText.Utf8(device.ToString(CultureInfo.InvariantCulture)));
        byte* keys = key.Pointer, values = value.Pointer;
        OrtStatus.Check(api, api.UpdateCudaProviderOptions(cuda, &keys, &values, 1));
        OrtStatus.Check(api, api.CallWith(ApiPosition.SessionOptionsAppendExecutionProviderCuda)(options, cuda));
        GC.KeepAlive(key);
        GC.KeepAlive(value);
    }
}
