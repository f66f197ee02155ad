using Assay.Analysis.Probes;
using Assay.OnnxRuntime;

namespace Assay.GpuProbe.Protocol;

/// <summary>What the worker asks of the child: one frame on its standard input.</summary>
/// <param name="Library">Full path of ONNX Runtime's library as the child sees it.</param>
/// <param name="Device">Provider, device and threads.</param>
/// <param name="Model">Full path of the model as the child sees it; null to learn only whether the child is able to work.</param>
/// <param name="Probes">Ids of the probes to run, in this order.</param>
/// <param name="Seed">The source of chance.</param>
/// <param name="RunSeconds">See <see cref="Assay.Analysis.Probes.ProbeBudget.RunTime"/>.</param>
/// <param name="TotalSeconds">Longest time for all probes together.</param>
/// <param name="MemoryBytes">See <see cref="Assay.Analysis.Probes.ProbeBudget.MemoryBytes"/>.</param>
public sealed record ProbeRequest(
    string Library, OrtSessionSettings Device, string? Model, IReadOnlyList<string> Probes, ulong Seed, double RunSeconds, double TotalSeconds, long MemoryBytes)
{
    /// <summary>Longest time of a probe by its id; the time of all probes where it is not there.</summary>
    public IReadOnlyDictionary<string, double> ProbeSeconds { get; init; } = new Dictionary<string, double>();

    /// <summary>What probes left to go on from, by id.</summary>
    public IReadOnlyDictionary<string, byte[]> Resume { get; init; } = new Dictionary<string, byte[]>();

    /// <summary>What the model is compared with; null for nothing.</summary>
    public ProbeReference? Reference { get; init; }

    /// <summary>Results of an earlier child for the same model, by probe id, without their attachments.</summary>
    public IReadOnlyDictionary<string, ProbeResult> Earlier { get; init; } = new Dictionary<string, ProbeResult>();
}
