namespace Assay.Attestation.Predicates;

/// <summary>One rule that has findings.</summary>
/// <param name="Id">Of the rule.</param>
/// <param name="Severity">At least one.</param>
/// <param name="Annotations">Whatever else is worth knowing, as names with values.</param>
public sealed record VulnResult(string Id, IReadOnlyList<VulnSeverity> Severity, IReadOnlyList<KeyValuePair<string, string>> Annotations);
