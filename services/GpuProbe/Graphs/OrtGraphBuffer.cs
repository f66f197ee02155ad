using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Running;
using Assay.OnnxRuntime;

namespace Assay.GpuProbe.Graphs;

/// <summary>
/// A tensor in the memory of its session's device. In main memory it is read and written in place. A device that has memory of its own gets what the
/// host wrote when it is bound for a run, and what a run wrote stays there until the host asks for it.
/// </summary>
internal sealed class OrtGraphBuffer : IGraphBuffer
{
    private readonly DeviceReader _reader;
    private readonly OrtTensor _device;
    private OrtTensor? _host;

    public OrtGraphBuffer(OrtSession session, DeviceReader reader, ElementType type, IReadOnlyList<long> dims)
    {
        _reader = reader;
        _device = session.Allocate((OrtElementType)type, [.. dims]);
    }

    /// <summary>Counts what the host has written: a binding that has seen another count has an old copy.</summary>
    public long Writes { get; private set; }

    /// <summary>True where a device has its own copy, so that bindings have to be made anew when it changes.</summary>
    public bool IsRemote => !_device.IsInMainMemory;

    /// <summary>What a run reads: the last that the host or a run has written.</summary>
    internal OrtTensor Present => _host is not null && !IsWrittenByRun ? _host : _device;

    /// <summary>What a run writes to.</summary>
    internal OrtTensor Target => _device;

    /// <summary>True where a run has written last.</summary>
    internal bool IsWrittenByRun { get; private set; }

    public void Write(TensorConstant value)
    {
        if (value.Data.Length != _device.ByteLength || (OrtElementType)value.Type != _device.ElementType)
            throw new GraphRunException($"A tensor of {value.Type}[{string.Join(",", value.Dims)}] does not fit into a buffer of {_device.ElementType}[{string.Join(",", _device.Shape)}].");
        if (IsRemote) _host ??= OrtTensor.OverBytes(_reader.Runtime, _device.ElementType, new HostBytes(new byte[_device.ByteLength]), [.. _device.Shape]);
        (_host ?? _device).Write(0, value.Data.Span);
        (IsWrittenByRun, Writes) = (false, Writes + 1);
    }

    public TensorConstant Read() => Present.IsInMainMemory ? OrtGraphSession.Copy(Present) : _reader.Read(_device);

    public void Dispose()
    {
        _host?.Dispose();
        _device.Dispose();
    }

    /// <summary>A run has written to it.</summary>
    internal void Written() => IsWrittenByRun = true;
}
