using Assay.Contracts.Values;

namespace Assay.Attestation.Deployment;

/// <summary>For when, and how strictly, a deployment is checked.</summary>
/// <param name="At">The time it has to be allowed at.</param>
public sealed record DeploymentOptions(DateTimeOffset At)
{
    /// <summary>Oldest verdict that counts; null for any.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>Oldest list of revocations that counts; null for any.</summary>
    public TimeSpan? MaxTrustAge { get; init; }

    /// <summary>Least depth of the scan; null for any.</summary>
    public Depth? Depth { get; init; }

    /// <summary>The policy that has to have decided; empty for any.</summary>
    public Sha256Digest Policy { get; init; }
}
