namespace Assay.Attestation.Predicates;

/// <summary>How bad a result is, by one scale.</summary>
/// <param name="Method">Name of the scale.</param>
/// <param name="Score">On it.</param>
public sealed record VulnSeverity(string Method, string Score);
