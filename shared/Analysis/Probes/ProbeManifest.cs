using Assay.Domain.Facts;

namespace Assay.Analysis.Probes;

/// <summary>What a probe is; checked at start-up.</summary>
/// <param name="Id">Lower-case, begins with <c>probe.</c>; the analyser id of its facts.</param>
/// <param name="Version">Raised whenever the behaviour changes.</param>
/// <param name="Maturity">Shadow, advisory or enforcing.</param>
/// <param name="Accepts">Formats of the models that it can run.</param>
/// <param name="Rules">Every rule it can report: the worker drops findings of any other.</param>
public sealed record ProbeManifest(string Id, int Version, Maturity Maturity, IReadOnlyList<string> Accepts, IReadOnlyList<Rule> Rules);
