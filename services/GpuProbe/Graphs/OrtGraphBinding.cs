using Assay.OnnxGraph.Running;
using Assay.OnnxRuntime;

namespace Assay.GpuProbe.Graphs;

/// <summary>Inputs and outputs of a rewritten graph that are bound to memory.</summary>
internal sealed class OrtGraphBinding(OrtBinding binding) : IGraphBinding
{
    public void Input(string name, IGraphBuffer buffer) => Translate(() => binding.BindInput(name, ((OrtGraphBuffer)buffer).Tensor));

    public void Output(string name, IGraphBuffer buffer) => Translate(() => binding.BindOutput(name, ((OrtGraphBuffer)buffer).Tensor));

    public void Run() => Translate(() => binding.Run());

    public void Dispose() => binding.Dispose();

    private static void Translate(Action step)
    {
        try
        {
            step();
        }
        catch (OrtException e)
        {
            throw new GraphRunException($"The rewritten graph cannot be run: {e.Message}", e);
        }
    }
}
