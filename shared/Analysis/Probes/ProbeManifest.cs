using Assay.Domain.Facts;

namespace Assay.Analysis.Probes;

/// <summary>What a probe is; checked at start-up.</summary>
/// <param name="Id">Lower-case, begins with <c>probe.</c>; the analyser id of its facts.</param>
/// <param name="Version">Raised whenever the behaviour changes.</param>
/// <param name="Maturity">Shadow, advisory or enforcing.</param>
/// <param name="Accepts">Formats of the models that it can run.</param>
/// <param name="Rules">Every rule it can report: the worker drops findings of any other.</param>
public sealed record ProbeManifest(string Id, int Version, Maturity Maturity, IReadOnlyList<string> Accepts, IReadOnlyList<Rule> Rules)
{
    /// <summary>Decides when it runs and how long it may.</summary>
    public ProbeTier Tier { get; init; } = ProbeTier.Screen;

    /// <summary>Models that it is for; empty for every model.</summary>
    public IReadOnlyList<ModelTask> Tasks { get; init; } = [];

    /// <summary>
    /// Ids of probes that run before this one in the same child, whose results it finds in <see cref="ProbeContext.Earlier"/>. Where one of them could not run
    /// the model, this one does not run. Their versions are part of this probe's results' key.
    /// </summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>True: it may use the whole time of the run instead of its tier's. For the probe that finds out whether the model runs at all.</summary>
    public bool UsesWholeTime { get; init; }
}
