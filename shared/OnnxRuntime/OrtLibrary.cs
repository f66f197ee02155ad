using System.Runtime.InteropServices;
using Assay.OnnxRuntime.Native;

namespace Assay.OnnxRuntime;

/// <summary>The loaded library. It stays loaded until the process ends: it has threads of its own and cannot be unloaded safely.</summary>
public sealed unsafe class OrtLibrary
{
    private OrtLibrary(string path, string version, OrtApi api) => (LibraryPath, Version, Api) = (path, version, api);

    public string LibraryPath { get; }

    /// <summary>E.g. <c>1.30.0</c>.</summary>
    public string Version { get; }

    internal OrtApi Api { get; }

    /// <summary>Loads the library and asks it for its table of functions.</summary>
    /// <exception cref="OrtException">It cannot be loaded, is not ONNX Runtime, or is older than 1.21.</exception>
    public static OrtLibrary Load(string path)
    {
        if (!NativeLibrary.TryLoad(path, out var library))
        {
            throw new OrtException(OrtErrorCode.NoSuchFile, $"The library {path} cannot be loaded: it is missing, damaged or made for another system.");
        }
        if (!NativeLibrary.TryGetExport(library, "OrtGetApiBase", out var entry))
        {
            throw new OrtException(OrtErrorCode.Fail, $"The library {path} is not ONNX Runtime: it has no OrtGetApiBase.");
        }
        var bases = ((delegate* unmanaged<nint*>)entry)();
        var version = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<byte*>)bases[1])()) ?? "";
        // An older library would answer the request for its table with a line on standard error: ask the version first.
        var table = IsNewEnough(version) ? ((delegate* unmanaged<uint, nint*>)bases[0])(ApiPosition.Version) : null;
        if (table is null) throw new OrtException(OrtErrorCode.Fail, $"ONNX Runtime {version} at {path} is too old: 1.{ApiPosition.Version} or newer is needed.");
        return new(path, version, new OrtApi(table));
    }

    private static bool IsNewEnough(string version) =>
        !System.Version.TryParse(version, out var parsed) || parsed >= new Version(1, (int)ApiPosition.Version);
}
