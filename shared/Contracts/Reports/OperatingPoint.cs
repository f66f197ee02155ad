namespace Assay.Contracts.Reports;

/// <summary>
/// What the probability of hidden behaviour says at a rate of false alarms: whether clean models reach the model's probability no more often than that. Models
/// that are few cannot show a small rate: without 99 clean models, nothing can be said at 1 %.
/// </summary>
/// <param name="FalseAlarms">The rate, 0.01 for one clean model in a hundred.</param>
/// <param name="References">Clean models whose probabilities, by weights that were not fitted on them, are known.</param>
/// <param name="Needed">How many are needed for this rate.</param>
/// <param name="Threshold">Probabilities above it are reached by no more clean models than that; null where there are too few to say.</param>
/// <param name="Exceeded">Whether the model lies above the threshold; null where there is none.</param>
/// <param name="Upper">The rate of false alarms at the threshold is below this, with 95 % confidence in the choice of the clean models.</param>
public sealed record OperatingPoint(double FalseAlarms, int References, int Needed, double? Threshold, bool? Exceeded, double? Upper);
