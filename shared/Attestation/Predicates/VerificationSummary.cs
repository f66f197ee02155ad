using Assay.Contracts.Values;

namespace Assay.Attestation.Predicates;

/// <summary>The verdict on a model version (SLSA, Verification Summary Attestation v1).</summary>
public sealed record VerificationSummary
{
    /// <summary>A URI that names who decided.</summary>
    public required string Verifier { get; init; }

    /// <summary>What decided: the product and its analysers, with their versions.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Versions { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset TimeVerified { get; init; }

    /// <summary>Package URL of the version, or another name of it.</summary>
    public required string ResourceUri { get; init; }

    /// <summary>The policy, by the digest of its canonical text.</summary>
    public required ResourceDescriptor Policy { get; init; }

    /// <summary>The other statements of the scan, by the digests of their payloads.</summary>
    public required IReadOnlyList<ResourceDescriptor> Inputs { get; init; }

    /// <summary>True: PASSED. Everything but the verdict <c>approved</c> is FAILED.</summary>
    public required bool IsPassed { get; init; }

    /// <summary>Digest of the manifest: the statement's one subject. No file carries the verdict of its model elsewhere.</summary>
    public required Sha256Digest Subject { get; init; }

    /// <summary>What it rests on.</summary>
    public required ScanCoverage Coverage { get; init; }

    /// <summary>The level that a passed version has, by the depth of the scan; never one of SLSA's own.</summary>
    public string Level => IsPassed ? $"ASSAY_DEPTH_{Coverage.Depth.ToString().ToUpperInvariant()}" : "FAILED";
}
