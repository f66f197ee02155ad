using Assay.Contracts.Values;
using Assay.Domain.Registry;
using Assay.Storage.Registry;

namespace Assay.Reporting.Api.Shapes;

/// <summary>A version in the registry.</summary>
/// <param name="Id">Of the listing.</param>
/// <param name="Manifest">Digest of the manifest: every file's name, size and bytes.</param>
/// <param name="Name">For people.</param>
/// <param name="Purl">Package URL; null where there is none.</param>
/// <param name="Source">Source plug-in; null where it is not known.</param>
/// <param name="RepositoryId">The hub's own id; null where there is none.</param>
/// <param name="Revision">Commit; null where there is none.</param>
/// <param name="State">Where it stands now.</param>
/// <param name="DecidedBy">Who decided last; null where nobody has.</param>
/// <param name="DecidedAt">When.</param>
/// <param name="ExpiresAt">End of the approval; null for none.</param>
/// <param name="Reason">Why.</param>
/// <param name="Replacement">What to use instead; null for nothing.</param>
/// <param name="RequestedBy">Whose request waits for a second person; null where none does.</param>
/// <param name="RequestedAt">When it was made.</param>
/// <param name="LogIndex">Of the last act in the transparency log.</param>
public sealed record RegisteredVersionView(
    Guid Id,
    Sha256Digest Manifest,
    string Name,
    string? Purl,
    string? Source,
    string? RepositoryId,
    string? Revision,
    ApprovalState State,
    string? DecidedBy,
    DateTimeOffset? DecidedAt,
    DateTimeOffset? ExpiresAt,
    string? Reason,
    Sha256Digest? Replacement,
    string? RequestedBy,
    DateTimeOffset? RequestedAt,
    long LogIndex)
{
    internal static RegisteredVersionView Of(RegistryEntry entry) => new(
        entry.Id,
        entry.Manifest,
        entry.Name,
        entry.Purl,
        entry.Source,
        entry.RepositoryId,
        entry.Revision,
        entry.State,
        entry.Standing.DecidedBy?.Name,
        entry.Standing.DecidedAt,
        entry.Standing.ExpiresAt,
        entry.Standing.Reason,
        entry.Standing.Replacement.IsEmpty ? null : entry.Standing.Replacement,
        entry.Standing.Pending?.Actor.Name,
        entry.Standing.Pending?.At,
        entry.LastAct);
}
