using Assay.Contracts.Findings;

namespace Assay.Contracts.Reports;

/// <summary>One statistic of one probe on one model file.</summary>
/// <param name="Probe">Probe id.</param>
/// <param name="Path">The model file.</param>
/// <param name="Statistic">Name and value of the statistic, e.g. <c>output_finite_share</c>.</param>
/// <param name="Value">Its value; null where it could not be computed.</param>
/// <param name="PValue">Against the reference population; null where there is none.</param>
/// <param name="Probability">Calibrated probability of hidden behaviour from this statistic; null where there is none.</param>
/// <param name="Evidence">What was seen, with seeds and settings.</param>
public sealed record ProbeReport(
    string Probe, string Path, string Statistic, double? Value, double? PValue, double? Probability, IReadOnlyList<Evidence> Evidence);
