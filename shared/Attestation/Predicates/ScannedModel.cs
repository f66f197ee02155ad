using Assay.Attestation.Manifests;
using Assay.Contracts.Reports;

namespace Assay.Attestation.Predicates;

/// <summary>A scan with its verdict, as statements are made of it.</summary>
/// <param name="Report">The verdict's report.</param>
/// <param name="Manifest">Of the version that was scanned; every file of it was read whole.</param>
/// <param name="Tool">That decided.</param>
/// <param name="StartedAt">When the scan began.</param>
/// <param name="DecidedAt">When it had its verdict.</param>
/// <param name="Rules">What is known of the analysers that the report names, by their ids.</param>
/// <param name="ReportersOf">The analysers that report a rule, by its id; empty where none is known.</param>
public sealed record ScannedModel(
    ModelReport Report,
    ModelManifest Manifest,
    ToolInfo Tool,
    DateTimeOffset StartedAt,
    DateTimeOffset DecidedAt,
    IReadOnlyDictionary<string, ScannerRules> Rules,
    Func<string, IReadOnlyList<string>> ReportersOf)
{
    /// <summary>When the verdict shall end; null for no end.</summary>
    public TimeSpan? ValidFor { get; init; }

    /// <summary>A URI that names who decides; whoever verifies sees it.</summary>
    public string Verifier { get; init; } = DefaultVerifier;

    /// <summary>Where the configuration names nobody.</summary>
    public const string DefaultVerifier = "https://assay.dev/verifier";
}
