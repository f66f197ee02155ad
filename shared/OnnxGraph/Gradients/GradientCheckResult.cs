namespace Assay.OnnxGraph.Gradients;

/// <summary>What a check found; part of the evidence of a probe that used the gradient.</summary>
/// <param name="Passed">True where every direction agrees.</param>
/// <param name="Seed">Of the directions.</param>
/// <param name="Directions">In the order in which they were tried.</param>
/// <param name="WorstError">The largest relative error.</param>
/// <param name="Reason">Null where it passed.</param>
public sealed record GradientCheckResult(bool Passed, int Seed, IReadOnlyList<GradientDirection> Directions, double WorstError, string? Reason);
