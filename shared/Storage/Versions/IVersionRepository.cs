using Assay.Domain.Versions;

namespace Assay.Storage.Versions;

/// <summary>Model versions with their files. Written by <see cref="Ledger.IScanLedger.CompleteAsync"/> only.</summary>
public interface IVersionRepository
{
    /// <summary>A version with its files in ordinal order of paths; null where there is none.</summary>
    Task<ModelVersion?> ReadAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Ids of the newest versions that a hub had under this name, the newest first; a few at most.</summary>
    Task<IReadOnlyList<Guid>> NewestAsync(string repository, CancellationToken cancellationToken);
}
