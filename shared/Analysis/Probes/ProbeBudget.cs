namespace Assay.Analysis.Probes;

/// <summary>What a probe may use for one model.</summary>
/// <param name="RunTime">Longest time for one run of the model.</param>
/// <param name="TotalTime">Longest time for the probe; its token is cancelled then, and the worker kills the child some time after the time of all probes.</param>
/// <param name="MemoryBytes">Most resident memory.</param>
public sealed record ProbeBudget(TimeSpan RunTime, TimeSpan TotalTime, long MemoryBytes);
