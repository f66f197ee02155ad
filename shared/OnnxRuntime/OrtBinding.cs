using Assay.OnnxRuntime.Native;

namespace Assay.OnnxRuntime;

/// <summary>
/// Inputs and outputs bound to memory once, for running a model many times without allocating. A bound tensor has to live as long as it is bound. One
/// thread at a time.
/// </summary>
public sealed unsafe class OrtBinding : IDisposable
{
    private readonly OrtSession _session;
    private readonly OrtHandle _handle;

    internal OrtBinding(OrtSession session)
    {
        _session = session;
        nint binding;
        using var use = new HandleUse(session.Handle);
        OrtStatus.Check(Api, Api.Get(ApiPosition.CreateIoBinding)(use.Value, &binding));
        _handle = session.Runtime.Own(binding, ApiPosition.ReleaseIoBinding, session.Handle);
    }

    private OrtApi Api => _session.Runtime.Api;

    /// <exception cref="OrtException">Unknown name, or the tensor does not fit.</exception>
    public void BindInput(string name, OrtTensor tensor) =>
        OrtStatus.Check(Api, Api.BindInput(_handle.Value, _session.Name(name).Pointer, tensor.Handle.Value));

    /// <summary>Has an output written into the tensor.</summary>
    /// <exception cref="OrtException">Unknown name.</exception>
    public void BindOutput(string name, OrtTensor tensor) =>
        OrtStatus.Check(Api, Api.BindOutput(_handle.Value, _session.Name(name).Pointer, tensor.Handle.Value));

    /// <summary>Has an output of unknown shape allocated by the runtime in main memory; read it with <see cref="Outputs"/>.</summary>
    /// <exception cref="OrtException">Unknown name.</exception>
    public void BindOutput(string name) =>
        OrtStatus.Check(Api, Api.BindOutputToDevice(_handle.Value, _session.Name(name).Pointer, _session.Runtime.CpuMemory.Value));

    /// <exception cref="OrtException">The run failed.</exception>
    public void Run(OrtRunOptions? options = null)
    {
        using var session = new HandleUse(_session.Handle);
        OrtStatus.Check(Api, Api.RunWithBinding(session.Value, options?.Handle.Value ?? 0, _handle.Value));
        GC.KeepAlive(options);
    }

    /// <summary>The bound outputs, in the order in which they were bound.</summary>
    /// <exception cref="OrtException">An output is not a tensor of numbers.</exception>
    public OrtOutputs Outputs()
    {
        nint* values = null;
        nuint count;
        OrtStatus.Check(Api, Api.GetBoundOutputValues(_handle.Value, _session.Runtime.Allocator, &values, &count));
        // Without outputs the runtime leaves no list behind.
        if (values is null || count == 0) return new([]);
        var copy = new ReadOnlySpan<nint>(values, checked((int)count)).ToArray();
        OrtStatus.Check(Api, Api.AllocatorFree(_session.Runtime.Allocator, (byte*)values));
        return OutputCollector.Take(_session.Runtime, copy);
    }

    /// <summary>Forgets what is bound.</summary>
    public void Clear()
    {
        Api.Release(ApiPosition.ClearBoundInputs)(_handle.Value);
        Api.Release(ApiPosition.ClearBoundOutputs)(_handle.Value);
    }

    public void Dispose() => _handle.Dispose();
}
