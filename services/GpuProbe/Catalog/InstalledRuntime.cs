using Assay.OnnxRuntime;
using Microsoft.Extensions.Options;

namespace Assay.GpuProbe.Catalog;

/// <summary>
/// The ONNX Runtime of this machine, looked for once. The worker loads the library only to learn its version, which is part of every result's key; models
/// are loaded in the child alone.
/// </summary>
public sealed class InstalledRuntime(IOptions<GpuProbeOptions> options)
{
    private readonly Lazy<(string? Path, string? Version, string? Problem)> _found = new(() => Find(options.Value.LibraryPath));

    /// <summary>Full path of the library; null where it cannot be used.</summary>
    public string? LibraryPath => _found.Value.Path;

    /// <summary>E.g. <c>1.30.0</c>; null where it cannot be used.</summary>
    public string? Version => _found.Value.Version;

    /// <summary>One line for a person on what is missing and what to do; null where the library can be used.</summary>
    public string? Problem => _found.Value.Problem;

    private static (string? Path, string? Version, string? Problem) Find(string? configured)
    {
        var location = OrtLocator.Find(configured);
        if (location.Path is null) return (null, null, location.Problem);
        try
        {
            return (location.Path, OrtLibrary.Load(location.Path).Version, null);
        }
        catch (OrtException exception)
        {
            return (null, null, exception.Message);
        }
    }
}
