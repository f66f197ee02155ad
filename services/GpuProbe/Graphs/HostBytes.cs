using System.Buffers;

namespace Assay.GpuProbe.Graphs;

/// <summary>An array that a tensor is laid over; the collector frees it.</summary>
internal sealed class HostBytes(byte[] bytes) : IMemoryOwner<byte>
{
    public Memory<byte> Memory => bytes;

    public void Dispose()
    {
    }
}
