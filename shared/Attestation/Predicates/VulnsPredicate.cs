using Assay.Contracts.Values;

namespace Assay.Attestation.Predicates;

/// <summary>What one analyser found (in-toto attestation framework, predicate vulns 0.2).</summary>
public sealed record VulnsPredicate
{
    /// <summary>A URI that names the analyser.</summary>
    public required string ScannerUri { get; init; }

    /// <summary>Of the analyser.</summary>
    public required string ScannerVersion { get; init; }

    /// <summary>SHA-256 of its rules, which is what a database is to other scanners; empty for an analyser without rule data.</summary>
    public Sha256Digest Rules { get; init; }

    /// <summary>Rules with findings, in the order of their ids; empty: it found nothing.</summary>
    public required IReadOnlyList<VulnResult> Results { get; init; }

    /// <summary>When the scan began; the rules were the installation's then.</summary>
    public required DateTimeOffset StartedOn { get; init; }

    /// <summary>When it had its verdict.</summary>
    public required DateTimeOffset FinishedOn { get; init; }
}
