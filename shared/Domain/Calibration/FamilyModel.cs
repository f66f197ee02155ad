namespace Assay.Domain.Calibration;

/// <summary>A logistic model of a family: the probability that a model of it hides behaviour, given statistics.</summary>
/// <param name="Family">image, text, language-model, memorisation or graph.</param>
/// <param name="Intercept">Log odds where every term is 0, at the share of trojaned models that it was fitted on.</param>
/// <param name="Terms">What adds to it.</param>
/// <param name="Prevalence">Share of trojaned models among those it was fitted on.</param>
public sealed record FamilyModel(string Family, double Intercept, IReadOnlyList<FamilyTerm> Terms, double Prevalence)
{
    /// <summary>
    /// True: it counts for the probability of hidden behaviour. False: it is about something else, such as data learnt by heart, and stands beside the
    /// statistics that it requires.
    /// </summary>
    public bool HiddenBehaviour { get; init; } = true;

    /// <summary>
    /// Probabilities that clean models got by weights that were not fitted on them, of which the threshold of a rate of false alarms is read; null where they
    /// are not known.
    /// </summary>
    public IReadOnlyList<double>? CleanProbabilities { get; init; }

    /// <summary>How well it does on models that it was not fitted on; null where that was not measured.</summary>
    public CrossValidation? Validation { get; init; }
}
