using Assay.Contracts.Values;
using Assay.Domain.Facts;

namespace Assay.Storage.Facts;

/// <summary>Facts about content. Written by <see cref="Ledger.IScanLedger.CompleteAsync"/> only; never changed, never deleted while a verdict relies on them.</summary>
public interface IFactRepository
{
    /// <summary>All facts about the subjects, whatever their analyser and version. One round trip for up to 1,000 subjects; more are read in several.</summary>
    Task<IReadOnlyList<Fact>> ReadAsync(IReadOnlyCollection<Sha256Digest> subjects, CancellationToken cancellationToken);
}
