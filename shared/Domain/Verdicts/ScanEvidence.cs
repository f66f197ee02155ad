using Assay.Domain.Calibration;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Domain.Policies;
using Assay.Domain.Scans;
using Assay.Domain.Versions;

namespace Assay.Domain.Verdicts;

/// <summary>Everything a verdict is decided from.</summary>
/// <param name="Snapshot">The scan with its tasks, all ended.</param>
/// <param name="Version">Null where Ingest failed.</param>
/// <param name="Facts">About the version's listing, files and models.</param>
/// <param name="Catalog">What the installation offers.</param>
/// <param name="Policy">What decides.</param>
/// <param name="Now">Time of the decision.</param>
public sealed record ScanEvidence(
    ScanSnapshot Snapshot, ModelVersion? Version, KnownFacts Facts, IReadOnlyList<AnalyserDescriptor> Catalog, Policy Policy, DateTimeOffset Now)
{
    /// <summary>What turns statistics into a probability; null for the packs of this build.</summary>
    public ProbeCalibration? Calibration { get; init; }

    /// <summary>
    /// What was offered and trusted, see <see cref="CatalogDigest"/>, so that the verdict may be carried over while that stays; empty where the facts were
    /// made under something else, which no later scan matches.
    /// </summary>
    public Sha256Digest Offered { get; init; }
}
