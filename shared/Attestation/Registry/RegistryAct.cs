using Assay.Attestation.Manifests;
using Assay.Contracts.Values;

namespace Assay.Attestation.Registry;

/// <summary>
/// One act of the registry as it is signed: predicate <see cref="PredicateType"/> of an in-toto statement whose one subject is the content.
/// </summary>
public sealed record RegistryAct
{
    /// <summary>Identifies the predicate; docs/provenance/registry.md describes it.</summary>
    public const string PredicateType = "https://assay.dev/registry-act/v1";

    /// <summary>Of the act, which makes a repeated one recognisable.</summary>
    public required Guid Id { get; init; }

    /// <summary><c>request</c>, <c>approve</c>, <c>confirm</c>, <c>supersede</c> or <c>revoke</c>.</summary>
    public required string Act { get; init; }

    /// <summary>What the version is by this act: <c>requested</c>, <c>approved</c>, <c>superseded</c> or <c>revoked</c>.</summary>
    public required string State { get; init; }

    /// <summary>Digest of the manifest: what the act is about, whatever it is called.</summary>
    public required Sha256Digest Manifest { get; init; }

    /// <summary>Of the model, for people.</summary>
    public required string Name { get; init; }

    /// <summary>Package URL; null where there is none.</summary>
    public string? Purl { get; init; }

    /// <summary>Source it came from, such as <c>hf</c>; null where it is not known.</summary>
    public string? Source { get; init; }

    /// <summary>The hub's own id; null where there is none.</summary>
    public string? RepositoryId { get; init; }

    /// <summary>Commit; null where there is none.</summary>
    public string? Revision { get; init; }

    /// <summary>Who acted: <c>token:</c> and the id of an API token, or <c>local:</c> and a user of the machine.</summary>
    public required string Actor { get; init; }

    /// <summary>The actor's name, for people.</summary>
    public required string ActorName { get; init; }

    /// <summary>When, by the registry's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Why; null where nothing was said.</summary>
    public string? Reason { get; init; }

    /// <summary>End of an approval; null for none.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Manifest digest of what to use instead; empty for none.</summary>
    public Sha256Digest Replacement { get; init; }

    /// <summary>Why a verdict or a revocation that speaks against it was passed over; null where none was.</summary>
    public string? Override { get; init; }

    /// <summary>Scan that the approval rests on; null where there was none.</summary>
    public Guid? Scan { get; init; }

    /// <summary>Whose request this act confirms; null for other acts.</summary>
    public string? RequestedBy { get; init; }

    /// <summary>The files of the content; empty for acts on a version that is listed already.</summary>
    public IReadOnlyList<ManifestEntry> Files { get; init; } = [];
}
