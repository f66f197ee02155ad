namespace Assay.Attestation.Transparency;

/// <summary>A log lacks what it has to have, or has something else: it was damaged or changed. The message says where.</summary>
public sealed class LogDamagedException(string message) : Exception(message);
