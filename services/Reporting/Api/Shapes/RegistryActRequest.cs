using Assay.Contracts.Values;

namespace Assay.Reporting.Api.Shapes;

/// <summary>What is done to versions that are listed.</summary>
public sealed record RegistryActRequest
{
    /// <summary>Manifest digest or package URL.</summary>
    public required string Version { get; init; }

    /// <summary>Why; a revocation needs it.</summary>
    public string? Reason { get; init; }

    /// <summary>Manifest digest of what to use instead; superseding needs it.</summary>
    public Sha256Digest Replacement { get; init; }
}
