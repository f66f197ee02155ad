namespace Assay.OnnxRuntime;

/// <summary>How a model is loaded.</summary>
public sealed record OrtSessionSettings
{
    public ExecutionProvider Provider { get; init; } = ExecutionProvider.Cpu;

    /// <summary>The device among several of its kind, from 0; CUDA only.</summary>
    public int DeviceIndex { get; init; }

    /// <summary>Threads inside one operator. Default: 1, which makes results repeatable.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>False: the graph runs as it stands in the file. Default: true.</summary>
    public bool Optimise { get; init; } = true;

    /// <summary>Where a model that is opened from memory finds the files that it refers to; null for nowhere.</summary>
    public string? ExternalDataFolder { get; init; }

    /// <summary>False: each buffer is allocated and freed by itself, so that the peak is what the model needs. Default: true.</summary>
    public bool MemoryArena { get; init; } = true;
}
