namespace Assay.Domain.Calibration;

/// <summary>How a model did on models that it was not fitted on.</summary>
/// <param name="Folds">How the models were split.</param>
/// <param name="Clean">Trusted models.</param>
/// <param name="Trojaned">Trojaned models.</param>
/// <param name="Auc">Area under the ROC curve.</param>
/// <param name="CrossEntropy">Mean, natural logarithm.</param>
public sealed record CrossValidation(string Folds, int Clean, int Trojaned, double Auc, double CrossEntropy);
