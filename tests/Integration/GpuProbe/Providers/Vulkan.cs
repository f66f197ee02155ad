using Assay.OnnxRuntime;
using Assay.Tests.Models;

namespace Assay.Tests.Integration.GpuProbe.Providers;

/// <summary>The machine's Vulkan device, which may be a software one (Mesa's llvmpipe); skips the test, saying so, where there is none.</summary>
internal static class Vulkan
{
    /// <summary>Tests of one collection run one after another: all sessions of a process share one device, which has one thread.</summary>
    public const string Collection = "Vulkan device";

    private static readonly Lazy<string?> Problem = new(Try);

    public static OrtSessionSettings Settings { get; } = new() { Provider = ExecutionProvider.WebGpu };

    public static OrtSessionSettings SettingsOrSkip()
    {
        NativeRuntime.LibraryOrSkip();
        if (Problem.Value is { } problem) Assert.Skip($"There is no Vulkan device: {problem}");
        return Settings;
    }

    private static string? Try()
    {
        // The loader wants a folder of its own.
        const string folder = "XDG_RUNTIME_DIR";
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(folder))) Environment.SetEnvironmentVariable(folder, Path.GetTempPath());
        try
        {
            using var runtime = NativeRuntime.OpenOrSkip();
            using var session = runtime.OpenSession(TestModels.TinyMlp(), Settings);
            using var input = OrtTensor.Over(runtime, new float[4].AsMemory(), 1, 4);
            using var outputs = session.Run([new("x", input)], ["probabilities"]);
            return outputs[0].Shape.SequenceEqual([1L, 3]) ? null : "its answer to a small model is not right";
        }
        catch (OrtException exception)
        {
            return exception.Message;
        }
    }
}
