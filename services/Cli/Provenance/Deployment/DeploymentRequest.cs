using Assay.Contracts.Values;

namespace Assay.Cli.Provenance.Deployment;

/// <summary>Which folder or file to check against which attestation.</summary>
internal sealed record DeploymentRequest
{
    public required string Target { get; init; }

    /// <summary>Attestations of a scan, or an exported approval.</summary>
    public required string Attestation { get; init; }

    /// <summary>Public key in PEM; null where there is a trust file.</summary>
    public string? Key { get; init; }

    /// <summary>Trust file of a registry; null where there is a key.</summary>
    public string? Trust { get; init; }

    /// <summary>A duration such as <c>30d</c>.</summary>
    public string? NotOlderThan { get; init; }

    /// <summary>As <see cref="NotOlderThan"/>, of the trust file.</summary>
    public string? TrustNotOlderThan { get; init; }

    public Depth? Depth { get; init; }

    /// <summary>SHA-256 in hexadecimal digits.</summary>
    public string? PolicyDigest { get; init; }

    /// <summary>RFC 3339, or a date; null for now.</summary>
    public string? At { get; init; }
}
