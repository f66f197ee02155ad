using System.Globalization;
using Assay.Sandbox;

namespace Assay.GpuProbe.Child;

/// <summary>The command that starts a child: this service's own program, with just what .NET and the runtime need to be read.</summary>
internal static class ChildCommand
{
    /// <summary>What the child needs for itself at least; models live in the runtime's memory, but probes rewrite graphs in managed memory.</summary>
    private const long ManagedHeapBytes = 512L << 20;

    /// <param name="options">Names another program where it is not this one.</param>
    /// <param name="library">Full path of ONNX Runtime's library.</param>
    /// <param name="model">What has to be readable for the model.</param>
    /// <param name="limits">What the child may use.</param>
    public static SandboxCommand Create(GpuProbeOptions options, string library, IReadOnlyList<SandboxMount> model, SandboxLimits limits)
    {
        var folder = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        var (program, arguments) = Program(options, folder);
        var dotnet = DotnetFolder();
        return new(program, arguments)
        {
            Mounts = [.. new[] { dotnet, folder, Path.GetDirectoryName(program) }.OfType<string>().Concat(Libraries(library))
                .Where(path => !IsOfSystem(path)).Distinct().Select(SandboxMount.Same), .. model],
            Masked = [.. Directory.EnumerateFiles(folder, "appsettings*.json")],
            Environment = Environment(dotnet, Math.Max(ManagedHeapBytes, limits.MemoryBytes / 2)),
            Limits = limits,
        };
    }

    private static (string Program, IReadOnlyList<string> Arguments) Program(GpuProbeOptions options, string folder)
    {
        if (!string.IsNullOrWhiteSpace(options.ChildExecutable)) return (options.ChildExecutable, [ProbeChild.Argument]);
        var service = Path.Combine(folder, typeof(ProbeChild).Assembly.GetName().Name + ".dll");
        if (DotnetFolder() is { } dotnet && File.Exists(Path.ChangeExtension(service, ".runtimeconfig.json")))
        {
            return (Path.Combine(dotnet, "dotnet"), [service, ProbeChild.Argument]);
        }
        // Published with the runtime inside: the program is the only one there is.
        return (System.Environment.ProcessPath!, [ProbeChild.Argument]);
    }

    /// <summary>The folder of the .NET that runs this process: …/shared/Microsoft.NETCore.App/10.0.0 is three levels below it.</summary>
    private static string? DotnetFolder()
    {
        var runtime = Path.TrimEndingDirectorySeparator(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory());
        var root = Path.GetFullPath(Path.Combine(runtime, "..", "..", ".."));
        return File.Exists(Path.Combine(root, "dotnet")) ? root : null;
    }

    /// <summary>The library and, for CUDA, the provider libraries beside it; not the whole folder, which may hold anything.</summary>
    private static IEnumerable<string> Libraries(string library) =>
        Directory.EnumerateFiles(Path.GetDirectoryName(library)!, "libonnxruntime_providers_*").Prepend(library);

    private static bool IsOfSystem(string path) => path.StartsWith("/usr/", StringComparison.Ordinal) || path.StartsWith("/lib/", StringComparison.Ordinal);

    private static Dictionary<string, string> Environment(string? dotnet, long heapBytes) => new(StringComparer.Ordinal)
    {
        ["DOTNET_ROOT"] = dotnet ?? "",
        ["DOTNET_GCHeapHardLimit"] = heapBytes.ToString("x", CultureInfo.InvariantCulture),
        ["DOTNET_gcServer"] = "0",
        ["DOTNET_gcConcurrent"] = "0",
        // No sockets for debuggers in a process that runs strangers' models.
        ["DOTNET_EnableDiagnostics"] = "0",
        // Its double mapping is one large file in memory, which the limit on file sizes forbids.
        ["DOTNET_EnableWriteXorExecute"] = "0",
        ["DOTNET_TieredPGO"] = "0",
    };
}
