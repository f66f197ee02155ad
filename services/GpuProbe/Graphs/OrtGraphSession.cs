using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Running;
using Assay.OnnxRuntime;

namespace Assay.GpuProbe.Graphs;

/// <summary>A rewritten graph on ONNX Runtime.</summary>
internal sealed class OrtGraphSession(OrtSession session) : IGraphSession
{
    public IReadOnlyDictionary<string, TensorConstant> Run(IReadOnlyDictionary<string, TensorConstant> inputs, IReadOnlyList<string> outputs)
    {
        List<KeyValuePair<string, OrtTensor>> tensors = [];
        List<OrtGraphBuffer> buffers = [];
        try
        {
            foreach (var (name, value) in inputs)
            {
                var buffer = new OrtGraphBuffer(session.Runtime, value.Type, value.Dims);
                buffers.Add(buffer);
                buffer.Write(value);
                tensors.Add(new(name, buffer.Tensor));
            }
            using var results = session.Run(tensors, outputs);
            return outputs.Select((name, i) => (name, Value: Copy(results[i]))).ToDictionary(r => r.name, r => r.Value, StringComparer.Ordinal);
        }
        catch (OrtException e)
        {
            throw new GraphRunException($"The rewritten graph cannot be run: {e.Message}", e);
        }
        finally
        {
            foreach (var buffer in buffers) buffer.Dispose();
        }
    }

    public IGraphBuffer Allocate(ElementType type, IReadOnlyList<long> dims)
    {
        try
        {
            return new OrtGraphBuffer(session.Runtime, type, dims);
        }
        catch (OrtException e)
        {
            throw new GraphRunException($"There is no memory for a tensor of {string.Join("x", dims)}: {e.Message}", e);
        }
    }

    public IGraphBinding Bind() => new OrtGraphBinding(session.Bind());

    public void Dispose() => session.Dispose();

    internal static TensorConstant Copy(OrtTensor tensor) => new()
    {
        Type = (ElementType)tensor.ElementType,
        Dims = [.. tensor.Shape],
        Data = tensor.Bytes(0, checked((int)tensor.ByteLength)).ToArray(),
    };
}
