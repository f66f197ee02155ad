namespace Assay.OnnxGraph.Running;

/// <summary>Opens graphs on a device; ONNX Runtime in a probe's child process.</summary>
public interface IGraphRunner
{
    /// <summary>Loads a graph. The session is the caller's to dispose.</summary>
    /// <exception cref="GraphRunException">The graph cannot be loaded.</exception>
    IGraphSession Open(ReadOnlyMemory<byte> model);
}
