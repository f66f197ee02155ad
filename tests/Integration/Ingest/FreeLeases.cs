using Assay.Storage.Facts;

namespace Assay.Tests.Integration.Ingest;

/// <summary>Content leases in memory.</summary>
internal sealed class FreeLeases : IContentLeases
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _owners = new(StringComparer.Ordinal);

    public Task<IReadOnlySet<string>> TakeAsync(IReadOnlyCollection<string> keys, string owner, TimeSpan lease, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var taken = keys.Where(key => _owners.TryAdd(key, owner) || _owners[key] == owner).ToHashSet(StringComparer.Ordinal);
            return Task.FromResult<IReadOnlySet<string>>(taken);
        }
    }

    public Task ReleaseAsync(IReadOnlyCollection<string> keys, string owner, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            foreach (var key in keys.Where(key => _owners.GetValueOrDefault(key) == owner)) _owners.Remove(key);
        }
        return Task.CompletedTask;
    }
}
