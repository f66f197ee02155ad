using Assay.OnnxRuntime.Native;

namespace Assay.OnnxRuntime;

/// <summary>Lets another thread end a run: the runtime looks at it between two operators.</summary>
public sealed unsafe class OrtRunOptions : IDisposable
{
    private readonly OrtRuntime _runtime;

    public OrtRunOptions(OrtRuntime runtime)
    {
        _runtime = runtime;
        nint options;
        OrtStatus.Check(runtime.Api, runtime.Api.Create(ApiPosition.CreateRunOptions)(&options));
        Handle = runtime.Own(options, ApiPosition.ReleaseRunOptions);
    }

    internal OrtHandle Handle { get; }

    /// <summary>Ends the runs that use these options with an <see cref="OrtException"/>, now and until <see cref="Reset"/>.</summary>
    public void Terminate() => Set(ApiPosition.RunOptionsSetTerminate);

    /// <summary>Allows runs again.</summary>
    public void Reset() => Set(ApiPosition.RunOptionsUnsetTerminate);

    public void Dispose() => Handle.Dispose();

    private void Set(int position)
    {
        using var use = new HandleUse(Handle);
        OrtStatus.Check(_runtime.Api, _runtime.Api.Call(position)(use.Value));
    }
}
