namespace Assay.Domain.Calibration.Fitting;

/// <summary>How a family is fitted.</summary>
public sealed record FitOptions
{
    /// <summary>What the clean models are dealt into folds by. Default: 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Parts that the clean models are dealt into. Default: 5.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>How often they are dealt anew. Default: 3.</summary>
    public int Repeats { get; init; } = 3;

    /// <summary>What weights are pulled towards, with the sign of their term: they are per 1.5 times the clean models' spread. Default: 1.</summary>
    public double Prior { get; init; } = 1;

    /// <summary>How strongly: the weight of the squared distances beside the log likelihood. Default: 4, much for dozens of models, little for thousands.</summary>
    public double Pull { get; init; } = 4;

    /// <summary>The share of models that hide behaviour among those that probabilities are stated for; between 0 and 1. Default: 0.5.</summary>
    public double Prevalence { get; init; } = 0.5;
}
