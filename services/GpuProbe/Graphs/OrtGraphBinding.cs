using Assay.OnnxGraph.Running;
using Assay.OnnxRuntime;

namespace Assay.GpuProbe.Graphs;

/// <summary>
/// Inputs and outputs of a rewritten graph that are bound to memory. What is bound in main memory stays bound. The runtime copies an input that is not
/// where its operators are when it is bound, and never again; so inputs on a device are bound anew before a run that would see an old copy.
/// </summary>
internal sealed class OrtGraphBinding(OrtBinding binding) : IGraphBinding
{
    private readonly Dictionary<string, (OrtGraphBuffer Buffer, long Seen)> _inputs = new(StringComparer.Ordinal);
    private readonly List<OrtGraphBuffer> _outputs = [];

    public void Input(string name, IGraphBuffer buffer)
    {
        var own = (OrtGraphBuffer)buffer;
        Translate(() => binding.BindInput(name, own.Present));
        if (own.IsRemote) _inputs[name] = (own, own.Writes);
    }

    public void Output(string name, IGraphBuffer buffer)
    {
        var own = (OrtGraphBuffer)buffer;
        Translate(() => binding.BindOutput(name, own.Target));
        if (own.IsRemote) _outputs.Add(own);
    }

    public void Run()
    {
        foreach (var (name, (buffer, seen)) in _inputs.ToArray())
        {
            if (seen != buffer.Writes || buffer.IsWrittenByRun) Input(name, buffer);
        }
        Translate(() => binding.Run());
        foreach (var output in _outputs) output.Written();
    }

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
