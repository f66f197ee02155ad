using System.Runtime.InteropServices;

namespace Assay.OnnxRuntime;

/// <summary>Finds the runtime's library: what the operator names, what came with the application, what the system has; in this order.</summary>
public static class OrtLocator
{
    /// <summary>Environment variable with the full path of the library.</summary>
    public const string Variable = "ASSAY_ONNXRUNTIME";

    /// <summary>Environment variable with a folder that is looked at first; unlike <see cref="Variable"/> it may be empty or missing.</summary>
    public const string FolderVariable = "ASSAY_NATIVE_DIR";

    /// <summary>From bin/Debug/net10.0 of a project to the repository is five levels; no reason to climb to the root of the disk.</summary>
    private const int MaxLevelsUp = 6;

    private static readonly string[] Names = OperatingSystem.IsWindows() ? ["onnxruntime.dll"]
        : OperatingSystem.IsMacOS() ? ["libonnxruntime.dylib"]
        : ["libonnxruntime.so.1", "libonnxruntime.so"];

    /// <summary>Looks for the library. A path that the operator names counts alone: a missing file is not replaced by another one.</summary>
    public static OrtLocation Find(string? configured = null, string? applicationFolder = null)
    {
        var named = string.IsNullOrWhiteSpace(configured) ? Environment.GetEnvironmentVariable(Variable) : configured;
        if (!string.IsNullOrWhiteSpace(named)) return new(File.Exists(named) ? Path.GetFullPath(named) : null, [named]);
        var folders = Folders(applicationFolder ?? AppContext.BaseDirectory).ToList();
        if (applicationFolder is null && Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } first)
            folders.Insert(0, Path.GetFullPath(first));
        var found = folders.SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        return new(found, folders);
    }

    private static IEnumerable<string> Folders(string application)
    {
        yield return Path.TrimEndingDirectorySeparator(application);
        yield return Path.Combine(application, "runtimes", RuntimeInformation.RuntimeIdentifier, "native");
        var folder = new DirectoryInfo(application);
        for (var level = 0; folder is not null && level <= MaxLevelsUp; level++, folder = folder.Parent)
        {
            yield return Path.Combine(folder.FullName, "native");
            yield return Path.Combine(folder.FullName, "artifacts", "native");
        }
        if (!OperatingSystem.IsLinux()) yield break;
        var triplet = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "aarch64-linux-gnu" : "x86_64-linux-gnu";
        yield return $"/usr/lib/{triplet}";
        yield return "/usr/lib64";
        yield return "/usr/lib";
        yield return "/usr/local/lib";
    }
}
