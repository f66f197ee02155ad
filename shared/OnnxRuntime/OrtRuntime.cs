using System.Runtime.InteropServices;
using Assay.OnnxRuntime.Native;

namespace Assay.OnnxRuntime;

/// <summary>
/// The runtime's environment: telemetry off, log discarded. One a process is enough; sessions may be opened and run in parallel. Dispose after the
/// last session.
/// </summary>
public sealed unsafe class OrtRuntime : IDisposable
{
    /// <summary>
    /// Environments that stay until the process ends. The library has one for all who ask and counts them, but destroys it outside its lock when the last has
    /// gone: who asks in that moment is refused. So the count never comes to zero.
    /// </summary>
    private static readonly HashSet<nint> Kept = [];

    private readonly LiveHandleCount _live = new();

    private OrtRuntime(OrtLibrary library)
    {
        Library = library;
        AvailableProviders = ReadProviders(library.Api);
        nint environment;
        lock (Kept)
        {
            environment = CreateEnvironment();
            if (Kept.Add(environment)) CreateEnvironment();
        }
        Environment = Own(environment, ApiPosition.ReleaseEnv);
        OrtStatus.Check(Api, Api.Call(ApiPosition.DisableTelemetryEvents)(environment));
        nint memory;
        OrtStatus.Check(Api, Api.CreateCpuMemoryInfo((int)AllocatorType.Arena, (int)MemoryType.Default, &memory));
        CpuMemory = Own(memory, ApiPosition.ReleaseMemoryInfo);
        nint allocator;
        OrtStatus.Check(Api, Api.Create(ApiPosition.GetAllocatorWithDefaultOptions)(&allocator));
        Allocator = allocator;
    }

    public OrtLibrary Library { get; }

    /// <summary>Providers built into the library, by the runtime's names. That one is listed does not mean that the machine has a device for it.</summary>
    public IReadOnlyList<string> AvailableProviders { get; }

    /// <summary>Native objects that are alive now, the environment's own among them; 0 after everything was disposed.</summary>
    public int LiveHandles => _live.Value;

    internal OrtApi Api => Library.Api;

    internal OrtHandle Environment { get; }

    internal OrtHandle CpuMemory { get; }

    /// <summary>The default allocator: owned by the runtime, never freed.</summary>
    internal nint Allocator { get; }

    /// <exception cref="OrtException">The library cannot be used.</exception>
    public static OrtRuntime Open(OrtLibrary library) => new(library);

    /// <summary>Loads a model from a file.</summary>
    /// <exception cref="OrtException">The model cannot be loaded, or the provider is absent.</exception>
    public OrtSession OpenSession(string modelPath, OrtSessionSettings settings)
    {
        var path = NativeText.Path(modelPath);
        using var options = SessionOptions.Create(this, settings);
        using var environment = new HandleUse(Environment);
        nint session;
        OrtStatus.Check(Api, Api.CreateSession(environment.Value, path.Pointer, options.Value, &session));
        GC.KeepAlive(path);
        return new(this, Own(session, ApiPosition.ReleaseSession, Environment), settings);
    }

    /// <summary>Loads a model from memory; it cannot refer to other files.</summary>
    /// <exception cref="OrtException">The model cannot be loaded, or the provider is absent.</exception>
    public OrtSession OpenSession(ReadOnlySpan<byte> model, OrtSessionSettings settings)
    {
        using var options = SessionOptions.Create(this, settings);
        using var environment = new HandleUse(Environment);
        nint session;
        fixed (byte* data = model)
        {
            OrtStatus.Check(Api, Api.CreateSessionFromArray(environment.Value, data, (nuint)model.Length, options.Value, &session));
        }
        return new(this, Own(session, ApiPosition.ReleaseSession, Environment), settings);
    }

    public void Dispose()
    {
        CpuMemory.Dispose();
        Environment.Dispose();
    }

    internal OrtHandle Own(nint value, int release, OrtHandle? parent = null) => new(value, Api.Release(release), _live, parent);

    private nint CreateEnvironment()
    {
        nint environment;
        var id = NativeText.Utf8("assay");
        OrtStatus.Check(Api, Api.CreateEnvWithCustomLogger(SilentLog.Function, 0, (int)LogSeverity.Fatal, id.Pointer, &environment));
        GC.KeepAlive(id);
        return environment;
    }

    private static List<string> ReadProviders(OrtApi api)
    {
        byte** names;
        int count;
        OrtStatus.Check(api, api.GetAvailableProviders(&names, &count));
        var providers = new List<string>(count);
        for (var i = 0; i < count; i++) providers.Add(Marshal.PtrToStringUTF8((nint)names[i]) ?? "");
        OrtStatus.Check(api, api.ReleaseAvailableProviders(names, count));
        return providers;
    }
}
