using Assay.Contracts.Reports;

namespace Assay.Domain.Calibration;

/// <summary>One statistic over trusted models of one stratum.</summary>
/// <param name="Probe">Probe id.</param>
/// <param name="Statistic">Its name.</param>
/// <param name="Stratum">As the probe states it; null for all models.</param>
/// <param name="Direction">Which values speak for hidden behaviour.</param>
/// <param name="Values">One number for each model; sorted when the pack is read.</param>
public sealed record ReferencePopulation(string Probe, string Statistic, string? Stratum, StatisticDirection Direction, IReadOnlyList<double> Values);
