using Assay.OnnxGraph.Model;
using Assay.OnnxRuntime;

namespace Assay.GpuProbe.Graphs;

/// <summary>
/// Copies tensors from a device to main memory: a graph of one node, opened on the same device, whose output is bound there. The runtime's own call for
/// copies is younger than the oldest runtime that this works with.
/// </summary>
internal sealed class DeviceReader(OrtSession session) : IDisposable
{
    private readonly Dictionary<OrtElementType, OrtSession> _copies = [];

    public OrtRuntime Runtime => session.Runtime;

    /// <exception cref="OrtException">The device refuses.</exception>
    public TensorConstant Read(OrtTensor tensor)
    {
        if (!_copies.TryGetValue(tensor.ElementType, out var copy))
            _copies[tensor.ElementType] = copy = Runtime.OpenSession(Graph((ElementType)tensor.ElementType), session.Settings with { ExternalDataFolder = null });
        using var binding = copy.Bind();
        binding.BindInput("from", tensor);
        binding.BindOutput("to");
        binding.Run();
        using var outputs = binding.Outputs();
        return OrtGraphSession.Copy(outputs[0]);
    }

    public void Dispose()
    {
        foreach (var copy in _copies.Values) copy.Dispose();
        _copies.Clear();
    }

    private static byte[] Graph(ElementType type)
    {
        var model = new EditableModel { Graph = new() };
        model.OperatorSets[""] = 17;
        model.Graph.Inputs.Add(new() { Name = "from", Type = type });
        model.Graph.Outputs.Add(new() { Name = "to", Type = type });
        model.Graph.Nodes.Add(new() { Name = "copy", Operator = "Identity", Inputs = ["from"], Outputs = ["to"] });
        return model.Write();
    }
}
