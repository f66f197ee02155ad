using Assay.Attestation.Manifests;
using Assay.Contracts.Values;

namespace Assay.Attestation.Predicates;

/// <summary>
/// What a verdict rests on: the extension member <see cref="Member"/> of a verification summary. A verdict without it would read as if everything had
/// been looked at.
/// </summary>
public sealed record ScanCoverage
{
    /// <summary>Name of the member; docs/provenance/attestations.md describes it.</summary>
    public const string Member = "https://assay.dev/scan-coverage/v1";

    /// <summary>The scan.</summary>
    public required Guid Scan { get; init; }

    /// <summary>In the product's words; the summary's own result knows two only.</summary>
    public required VerdictKind Verdict { get; init; }

    /// <summary>How far it has read.</summary>
    public required Depth Depth { get; init; }

    /// <summary>Bytes read and hashed.</summary>
    public required long BytesRead { get; init; }

    /// <summary>Bytes that the readers of the files' formats account for.</summary>
    public required long BytesUnderstood { get; init; }

    /// <summary>In the order of their ids.</summary>
    public required IReadOnlyList<AttestedAnalyser> Analysers { get; init; }

    /// <summary>When the verdict ends; null where whoever relies on it says how old it may be.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The files of the subject, so that whoever has others can be told which.</summary>
    public required ModelManifest Manifest { get; init; }
}
