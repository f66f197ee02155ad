using Assay.Contracts.Reports;

namespace Assay.Domain.Verdicts;

/// <summary>What was found about a name that is not among the version's files, or about the version as a whole.</summary>
/// <param name="Path">The name; empty for the version.</param>
/// <param name="Findings">Those that count, worst first.</param>
/// <param name="Suppressed">Those that the policy does not count.</param>
public sealed record GeneralView(string Path, IReadOnlyList<JudgedFinding> Findings, IReadOnlyList<SuppressedFinding> Suppressed);
