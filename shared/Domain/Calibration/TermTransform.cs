namespace Assay.Domain.Calibration;

/// <summary>What is done to a value before it is weighed.</summary>
public enum TermTransform
{
    None = 0,
    /// <summary>Natural logarithm; values below 1e-12 count as that.</summary>
    Log = 1,
    /// <summary>Natural logarithm of one plus the value.</summary>
    LogPlusOne = 2,
    /// <summary>The distance from zero.</summary>
    Absolute = 3,
    /// <summary>Minus the logarithm of the p-value instead of the value.</summary>
    MinusLogP = 4,
    /// <summary>Minus the value: for statistics of which small values speak for hidden behaviour, so that a floor leaves those.</summary>
    Negative = 5,
}
