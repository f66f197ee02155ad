namespace Assay.Tests.EndToEnd.Running;

/// <summary>Where ONNX Runtime's library is.</summary>
internal static class NativeLibrary
{
    /// <summary>The folder that the environment names or that a fetch has filled; null where there is none.</summary>
    public static string? Find()
    {
        if (Environment.GetEnvironmentVariable("ASSAY_NATIVE_DIR") is { Length: > 0 } named) return Directory.Exists(named) ? named : null;
        return Repository.File("artifacts/native/libonnxruntime.so.1") is { } library ? Path.GetDirectoryName(library) : null;
    }
}
