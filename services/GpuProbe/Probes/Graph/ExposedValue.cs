using Assay.OnnxRuntime;

namespace Assay.GpuProbe.Probes.Graph;

/// <summary>An intermediate value, as a run showed it.</summary>
/// <param name="Name">Untrusted.</param>
/// <param name="Type">Of its elements.</param>
/// <param name="Shape">For one batch.</param>
/// <param name="PerInput">True where its first dimension is the batch; false for one value for all inputs of a run.</param>
internal sealed record ExposedValue(string Name, OrtElementType Type, long[] Shape, bool PerInput)
{
    /// <summary>Elements for one input, or for the run.</summary>
    public int Elements => (int)Shape.Skip(PerInput ? 1 : 0).Aggregate(1L, (a, b) => a * b);

    /// <summary>The shape of what is added: the same for every input of the batch.</summary>
    public long[] DeltaShape => PerInput ? [1, .. Shape.Skip(1)] : Shape;
}
