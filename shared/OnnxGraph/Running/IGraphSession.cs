using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Running;

/// <summary>A loaded graph. One thread at a time.</summary>
public interface IGraphSession : IDisposable
{
    /// <summary>Runs the graph once with inputs from main memory.</summary>
    /// <param name="inputs">By name; all of them.</param>
    /// <param name="outputs">The wanted outputs.</param>
    /// <returns>The outputs by name.</returns>
    /// <exception cref="GraphRunException">The run failed.</exception>
    IReadOnlyDictionary<string, TensorConstant> Run(IReadOnlyDictionary<string, TensorConstant> inputs, IReadOnlyList<string> outputs);

    /// <summary>Memory on the session's device.</summary>
    /// <exception cref="GraphRunException">There is none left, or the type has no whole number of bytes.</exception>
    IGraphBuffer Allocate(ElementType type, IReadOnlyList<long> dims);

    /// <summary>A binding of inputs and outputs to buffers, for running many times.</summary>
    IGraphBinding Bind();
}
