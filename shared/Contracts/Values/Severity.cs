namespace Assay.Contracts.Values;

/// <summary>What a finding would cost the one who loads the model. Ordered: a larger value is worse.</summary>
public enum Severity
{
    /// <summary>A fact worth knowing; no action.</summary>
    Info = 0,
    Low = 1,
    /// <summary>Not proven hostile, needs a look before deployment.</summary>
    Medium = 2,
    /// <summary>Very likely harmful when the model is loaded or used.</summary>
    High = 3,
    /// <summary>Harmful when the model is loaded or used: code runs, bytes are not what they claim to be.</summary>
    Critical = 4,
}
