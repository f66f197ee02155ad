using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Running;

/// <summary>A tensor on a session's device. It has to live as long as it is bound.</summary>
public interface IGraphBuffer : IDisposable
{
    /// <summary>Copies numbers of the buffer's type and shape to the device.</summary>
    void Write(TensorConstant value);

    /// <summary>Copies the numbers from the device.</summary>
    TensorConstant Read();
}
