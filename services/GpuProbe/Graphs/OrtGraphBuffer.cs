using System.Buffers;
using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Running;
using Assay.OnnxRuntime;

namespace Assay.GpuProbe.Graphs;

/// <summary>
/// A tensor in main memory, which the CPU provider reads and writes in place. Providers with memory of their own copy at each run; results are the
/// same.
/// </summary>
internal sealed class OrtGraphBuffer : IGraphBuffer
{
    private readonly byte[] _bytes;

    public OrtGraphBuffer(OrtRuntime runtime, ElementType type, IReadOnlyList<long> dims)
    {
        _bytes = new byte[checked((int)(dims.Aggregate(1L, (a, b) => checked(a * b)) * type.Size()))];
        Tensor = OrtTensor.OverBytes(runtime, (OrtElementType)type, new Owner(_bytes), [.. dims]);
    }

    internal OrtTensor Tensor { get; }

    public void Write(TensorConstant value)
    {
        if (value.Data.Length != _bytes.Length || (OrtElementType)value.Type != Tensor.ElementType)
            throw new GraphRunException($"A tensor of {value.Type}[{string.Join(",", value.Dims)}] does not fit into a buffer of {Tensor.ElementType}[{string.Join(",", Tensor.Shape)}].");
        value.Data.Span.CopyTo(_bytes);
    }

    public TensorConstant Read() => OrtGraphSession.Copy(Tensor);

    public void Dispose() => Tensor.Dispose();

    private sealed class Owner(byte[] bytes) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory => bytes;

        public void Dispose()
        {
        }
    }
}
