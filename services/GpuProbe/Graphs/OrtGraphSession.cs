using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Running;
using Assay.OnnxRuntime;

namespace Assay.GpuProbe.Graphs;

/// <summary>A rewritten graph on ONNX Runtime.</summary>
internal sealed class OrtGraphSession(OrtSession session) : IGraphSession
{
    private readonly DeviceReader _reader = new(session);

    public IReadOnlyDictionary<string, TensorConstant> Run(IReadOnlyDictionary<string, TensorConstant> inputs, IReadOnlyList<string> outputs)
    {
        List<KeyValuePair<string, OrtTensor>> tensors = [];
        try
        {
            foreach (var (name, value) in inputs)
            {
                var tensor = OrtTensor.OverBytes(session.Runtime, (OrtElementType)value.Type, new HostBytes(value.Data.ToArray()), [.. value.Dims]);
                tensors.Add(new(name, tensor));
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
            foreach (var (_, tensor) in tensors) tensor.Dispose();
        }
    }

    public IGraphBuffer Allocate(ElementType type, IReadOnlyList<long> dims)
    {
        try
        {
            return new OrtGraphBuffer(session, _reader, type, dims);
        }
        catch (OrtException e)
        {
            throw new GraphRunException($"There is no memory for a tensor of {string.Join("x", dims)}: {e.Message}", e);
        }
    }

    public IGraphBinding Bind() => new OrtGraphBinding(session.Bind());

    public void Dispose()
    {
        _reader.Dispose();
        session.Dispose();
    }

    internal static TensorConstant Copy(OrtTensor tensor) => new()
    {
        Type = (ElementType)tensor.ElementType,
        Dims = [.. tensor.Shape],
        Data = tensor.Bytes(0, checked((int)tensor.ByteLength)).ToArray(),
    };
}
