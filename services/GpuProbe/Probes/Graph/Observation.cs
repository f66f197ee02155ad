using Assay.Analysis.Probes.Feeding;

namespace Assay.GpuProbe.Probes.Graph;

/// <summary>What watching the values of a graph gave.</summary>
/// <param name="Records">One for each value that was watched.</param>
/// <param name="Pool">Inputs with different answers, for trials; null where there were none.</param>
/// <param name="PoolLabels">The answers to them.</param>
/// <param name="Inputs">How many inputs were run.</param>
/// <param name="Scores">Values that give the same answers as the model's scores: what depends on the input through them alone comes after the decision.</param>
/// <param name="Seen">The inputs that made an element leave its usual number, by their index.</param>
internal sealed record Observation(
    IReadOnlyList<UnitRecord> Records, ProbeInputs? Pool, int[] PoolLabels, int Inputs, IReadOnlyList<string> Scores, IReadOnlyDictionary<int, ProbeInputs> Seen);
