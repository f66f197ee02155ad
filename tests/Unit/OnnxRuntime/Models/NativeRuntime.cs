using System.Diagnostics;
using Assay.OnnxRuntime;

namespace Assay.Tests.Models;

/// <summary>Finds ONNX Runtime for tests, fetching it once where it is missing; skips the test where that is not possible.</summary>
internal static class NativeRuntime
{
    private static readonly Lazy<(string? Path, string Reason)> Found = new(Locate);

    /// <summary>Full path of the library; skips the calling test where there is none.</summary>
    public static string LibraryOrSkip()
    {
        if (Found.Value.Path is null) Assert.Skip(Found.Value.Reason);
        return Found.Value.Path!;
    }

    public static OrtRuntime OpenOrSkip() => OrtRuntime.Open(OrtLibrary.Load(LibraryOrSkip()));

    private static (string? Path, string Reason) Locate()
    {
        if (OrtLocator.Find().Path is { } path) return (path, "");
        var script = Script();
        if (script is null) return (null, "ONNX Runtime is not here, and neither is the script that fetches it.");
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", [script]) { RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (OrtLocator.Find().Path, $"ONNX Runtime cannot be fetched: {errors}");
    }

    private static string? Script()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var script = Path.Combine(folder.FullName, "infra", "native", "fetch-onnxruntime.sh");
            if (File.Exists(script)) return script;
        }
        return null;
    }
}
