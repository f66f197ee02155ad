namespace Assay.Domain.Calibration.Fitting;

/// <summary>One attack against all clean models.</summary>
/// <param name="Attack">Its name.</param>
/// <param name="Models">How many have it.</param>
/// <param name="Auc">Area under the ROC curve.</param>
/// <param name="Detection">Share above a threshold that 5 % of the clean models exceed.</param>
public sealed record AttackScore(string Attack, int Models, double Auc, double Detection);
