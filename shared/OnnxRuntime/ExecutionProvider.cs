namespace Assay.OnnxRuntime;

/// <summary>What computes a model.</summary>
public enum ExecutionProvider
{
    Cpu = 0,
    /// <summary>Any Vulkan device on Linux, built into the runtime.</summary>
    WebGpu = 1,
    /// <summary>NVIDIA devices; needs the provider's own libraries.</summary>
    Cuda = 2,
}
