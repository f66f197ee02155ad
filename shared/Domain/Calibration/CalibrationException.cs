namespace Assay.Domain.Calibration;

/// <summary>A pack cannot be used; the message says which part and why.</summary>
public sealed class CalibrationException(string message) : Exception(message);
