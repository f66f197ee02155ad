namespace Assay.OnnxGraph.Optimisation;

/// <summary>What a step does.</summary>
public sealed record OptimisationOptions
{
    /// <summary>True: the loss grows. Default: false, it shrinks.</summary>
    public bool Maximise { get; init; }

    /// <summary>Parameters are kept at or above this. Default: no bound.</summary>
    public float? Low { get; init; }

    /// <summary>Parameters are kept at or below this. Default: no bound.</summary>
    public float? High { get; init; }

    /// <summary>True: the model's outputs stay outputs, which then are computed into memory of the runtime at each step. Default: false.</summary>
    public bool KeepOutputs { get; init; }
}
