namespace Assay.Attestation.Predicates;

/// <summary>How a suite of probes ended.</summary>
public enum TestOutcome
{
    /// <summary>It ran, and nothing stood out.</summary>
    Passed = 0,
    /// <summary>It saw something that needs a look, or ran in part.</summary>
    Warned = 1,
    /// <summary>It saw something that speaks against the model, or could not run.</summary>
    Failed = 2,
}
