using Assay.Contracts.Reports;

namespace Assay.Attestation.Predicates;

/// <summary>What became of one analyser, as the verdict's statement says it.</summary>
/// <param name="Id">Of the analyser or probe.</param>
/// <param name="Version">Empty where it was absent.</param>
/// <param name="Status">What became of it.</param>
public sealed record AttestedAnalyser(string Id, string Version, CoverageStatus Status);
