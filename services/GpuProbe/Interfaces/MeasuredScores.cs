using Assay.Analysis.Probes.Feeding;

namespace Assay.GpuProbe.Interfaces;

/// <summary>What trial runs said of the output.</summary>
/// <param name="Output">Which one and what it is.</param>
/// <param name="DistinctLabels">How many different answers there were.</param>
internal sealed record MeasuredScores(ScoreOutput Output, int DistinctLabels);
