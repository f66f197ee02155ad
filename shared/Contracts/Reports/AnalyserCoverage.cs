using System.Text.Json.Serialization;

namespace Assay.Contracts.Reports;

/// <summary>What became of one analyser in one scan.</summary>
/// <param name="Analyser">Analyser or probe id.</param>
/// <param name="Version">Its version; null where it is absent.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Artifacts">How many artifacts it examined.</param>
/// <param name="Reason">Why it was skipped, failed or is absent; null where it ran.</param>
public sealed record AnalyserCoverage(string Analyser, string? Version, CoverageStatus Status, int Artifacts, string? Reason)
{
    /// <summary>Maturity: shadow results are recorded and not shown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Maturity { get; init; }
}
