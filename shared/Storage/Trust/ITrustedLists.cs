using Assay.Domain.Trust;

namespace Assay.Storage.Trust;

/// <summary>Imported lists of known files. A list takes effect whole, with its last entry, and ends whole.</summary>
public interface ITrustedLists
{
    /// <summary>
    /// Keeps a list with its entries, which are read once, as they are written. False: there is a list of that name, and
    /// <paramref name="replace"/> is not set; nothing was kept. With it, the old list stands until the new one is complete.
    /// </summary>
    Task<bool> ImportAsync(TrustedList list, IEnumerable<ListEntry> entries, bool replace, CancellationToken cancellationToken);

    /// <summary>All lists by name, expired ones too.</summary>
    Task<IReadOnlyList<TrustedList>> ListAsync(CancellationToken cancellationToken);

    /// <summary>The list of that name; null for none.</summary>
    Task<TrustedList?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>The first entries of a list, in no particular order.</summary>
    Task<IReadOnlyList<ListEntry>> EntriesAsync(Guid id, int max, CancellationToken cancellationToken);

    /// <summary>Removes a list. False: there is none of that name.</summary>
    Task<bool> RemoveAsync(string name, CancellationToken cancellationToken);
}
