namespace Assay.Domain.Lineage;

/// <summary>A known model that shares tensors with the one in question.</summary>
/// <param name="Model">Which.</param>
/// <param name="Comparison">How much it shares.</param>
/// <param name="Tensors">What it has.</param>
public sealed record Relative(KnownModel Model, TensorComparison Comparison, ModelTensors Tensors);
