using Assay.Domain.Facts;

namespace Assay.Analysis;

/// <summary>What an analyser is, checked at start-up: ids are unique, prerequisites known and free of cycles, rules documented.</summary>
/// <param name="Id">Lower-case words with hyphens; part of every fact's key.</param>
/// <param name="Version">Raised whenever the behaviour changes.</param>
/// <param name="Maturity">Shadow, advisory or enforcing.</param>
/// <param name="Accepts">Formats it examines.</param>
/// <param name="Rules">Every rule it can report.</param>
public sealed record AnalyserManifest(string Id, int Version, Maturity Maturity, IReadOnlyList<string> Accepts, IReadOnlyList<Rule> Rules)
{
    /// <summary>Analysers that have to exist for this one to make sense.</summary>
    public IReadOnlyList<string> Prerequisites { get; init; } = [];

    /// <summary>Bounds for one call.</summary>
    public AnalyserLimits Limits { get; init; } = new();
}
