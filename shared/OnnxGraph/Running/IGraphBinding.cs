namespace Assay.OnnxGraph.Running;

/// <summary>Inputs and outputs of a session that are bound to buffers.</summary>
public interface IGraphBinding : IDisposable
{
    void Input(string name, IGraphBuffer buffer);

    void Output(string name, IGraphBuffer buffer);

    /// <exception cref="GraphRunException">The run failed.</exception>
    void Run();
}
