using Assay.OnnxGraph.Running;
using Assay.OnnxRuntime;

namespace Assay.GpuProbe.Graphs;

/// <summary>Runs rewritten graphs on ONNX Runtime.</summary>
/// <param name="runtime">Stays the caller's.</param>
/// <param name="settings">Provider, threads.</param>
public sealed class OrtGraphRunner(OrtRuntime runtime, OrtSessionSettings settings) : IGraphRunner
{
    public IGraphSession Open(ReadOnlyMemory<byte> model)
    {
        try
        {
            return new OrtGraphSession(runtime.OpenSession(model.Span, settings));
        }
        catch (OrtException e)
        {
            throw new GraphRunException($"The rewritten graph cannot be loaded: {e.Message}", e);
        }
    }
}
