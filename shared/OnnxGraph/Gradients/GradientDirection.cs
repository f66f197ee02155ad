namespace Assay.OnnxGraph.Gradients;

/// <summary>One direction of a check.</summary>
/// <param name="Analytic">The gradient's component along it.</param>
/// <param name="Numeric">The central difference that came closest.</param>
/// <param name="Step">The step of that difference.</param>
/// <param name="RelativeError">Their difference relative to the larger of both.</param>
/// <param name="Drowned">True where the change was below the loss's rounding.</param>
public sealed record GradientDirection(double Analytic, double Numeric, double Step, double RelativeError, bool Drowned);
