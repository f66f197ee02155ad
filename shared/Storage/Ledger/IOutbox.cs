using Assay.Domain.Messages;

namespace Assay.Storage.Ledger;

/// <summary>Messages that were committed and not yet published.</summary>
public interface IOutbox
{
    /// <summary>
    /// Reads up to <paramref name="max"/> messages older than <paramref name="olderThan"/>, oldest first: the younger ones are being published by the
    /// process that wrote them. Several relays may read at once; on PostgreSQL rows are locked for the time of <paramref name="publish"/> and skipped
    /// by others. Those for which <paramref name="publish"/> returns normally are deleted. The number published.
    /// </summary>
    Task<int> RelayAsync(int max, TimeSpan olderThan, Func<IReadOnlyList<OutboxMessage>, CancellationToken, Task> publish, CancellationToken cancellationToken);

    /// <summary>Deletes messages that have been published. Unknown ids are ignored.</summary>
    Task DeleteAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);

    /// <summary>How many are waiting, and the age of the oldest. Hints whose time has not come are not counted.</summary>
    Task<(long Count, TimeSpan Oldest)> DepthAsync(CancellationToken cancellationToken);
}
