namespace Assay.Storage.Facts;

/// <summary>
/// Short leases on content keys, so that equal work asked for at the same time by several scans is done once: the second worker waits for the
/// first one's fact instead of computing its own. Losing a lease is harmless (the work is done twice and recorded once).
/// </summary>
public interface IContentLeases
{
    /// <summary>Takes those of <paramref name="keys"/> that nobody holds, or whose lease has lapsed, or that this owner holds already; the ones taken. One statement.</summary>
    Task<IReadOnlySet<string>> TakeAsync(IReadOnlyCollection<string> keys, string owner, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Gives back leases of this owner; others are left alone.</summary>
    Task ReleaseAsync(IReadOnlyCollection<string> keys, string owner, CancellationToken cancellationToken);
}
