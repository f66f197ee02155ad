using Assay.Cli.Hosting;
using Assay.Reporting.Api.Shapes;
using Assay.Storage.Trust;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Cli.Sources;

/// <summary>Lists in this machine's database.</summary>
internal sealed class LocalLists(ServiceProvider services) : IListDesk
{
    private const int MaxShown = 100;

    private ITrustedLists Lists => services.GetRequiredService<ITrustedLists>();

    public static async Task<LocalLists> OpenAsync(string? data, CancellationToken cancellationToken) => new(await StorageOnly.OpenMigratedAsync(data, cancellationToken));

    public async Task<IReadOnlyList<SourceListView>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await Lists.ListAsync(cancellationToken)).Select(SourceListView.Of)];

    public async Task<SourceListDetail?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (await Lists.FindAsync(name, cancellationToken) is not { } list) return null;
        return new(SourceListView.Of(list), [.. (await Lists.EntriesAsync(list.Id, MaxShown, cancellationToken)).Select(SourceEntryView.Of)]);
    }

    public async Task<(SourceListView List, long? Skipped)> ImportAsync(byte[] bytes, ListRequest request, CancellationToken cancellationToken)
    {
        var outcome = await services.GetRequiredService<ListImport>().RunAsync(bytes, request, cancellationToken);
        return outcome.List is { } list ? (SourceListView.Of(list), outcome.Skipped) : throw new UsageException(string.Join("; ", outcome.Problems));
    }

    public Task<bool> RemoveAsync(string name, CancellationToken cancellationToken) => Lists.RemoveAsync(name, cancellationToken);

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
