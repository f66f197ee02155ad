using Assay.Analysis.Probes;
using Assay.Domain.Tasks;

namespace Assay.GpuProbe.Running;

/// <summary>What came of running probes on a model.</summary>
/// <param name="Results">By probe id; complete unless there is a failure.</param>
/// <param name="Warnings">What weakens the isolation.</param>
/// <param name="Failure">Why nothing can be said about the model; null where something can.</param>
public sealed record ProbeRun(IReadOnlyDictionary<string, ProbeResult> Results, IReadOnlyList<string> Warnings, TaskFailure? Failure);
