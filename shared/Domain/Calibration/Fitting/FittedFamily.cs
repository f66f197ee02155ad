namespace Assay.Domain.Calibration.Fitting;

/// <summary>What came out of a fit.</summary>
/// <param name="Family">The family with its new weights.</param>
/// <param name="HeldOut">How it does on models that it was not fitted on, without the terms that stayed as they were.</param>
/// <param name="Kept">Statistics of the terms that stayed as they were.</param>
public sealed record FittedFamily(FamilyModel Family, HeldOutScores HeldOut, IReadOnlyList<string> Kept);
