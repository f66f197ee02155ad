using Assay.Analysis.Probes.Feeding;

namespace Assay.GpuProbe.Interfaces;

/// <summary>What trial runs said of the output.</summary>
/// <param name="Output">Which one and what it is.</param>
/// <param name="Scores">The answers.</param>
internal sealed record MeasuredScores(ScoreOutput Output, ScoreTable Scores);
