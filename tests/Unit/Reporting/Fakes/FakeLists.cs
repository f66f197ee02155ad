using System.Collections.Concurrent;
using Assay.Domain.Trust;
using Assay.Storage.Trust;

namespace Assay.Tests.Unit.Reporting.Fakes;

/// <summary>Lists of known files in memory.</summary>
internal sealed class FakeLists : ITrustedLists
{
    private readonly ConcurrentDictionary<string, (TrustedList List, List<ListEntry> Entries)> lists = new();

    public Task<bool> ImportAsync(TrustedList list, IEnumerable<ListEntry> entries, bool replace, CancellationToken cancellationToken)
    {
        if (replace) lists.TryRemove(list.Name, out _);
        return Task.FromResult(lists.TryAdd(list.Name, (list, [.. entries])));
    }

    public Task<IReadOnlyList<TrustedList>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TrustedList>>([.. lists.Values.Select(l => l.List)]);

    public Task<TrustedList?> FindAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(lists.TryGetValue(name, out var found) ? found.List : null);

    public Task<IReadOnlyList<ListEntry>> EntriesAsync(Guid id, int max, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ListEntry>>([.. lists.Values.Single(l => l.List.Id == id).Entries.Take(max)]);

    public Task<bool> RemoveAsync(string name, CancellationToken cancellationToken) => Task.FromResult(lists.TryRemove(name, out _));
}
