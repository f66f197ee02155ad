using System.Globalization;
using Assay.Cli.Remote;
using Assay.Reporting.Api.Shapes;
using Assay.Reporting.Client;
using Assay.Storage.Trust;

namespace Assay.Cli.Sources;

/// <summary>Lists that a server keeps.</summary>
internal sealed class RemoteLists(AssayApiClient client) : IListDesk
{
    public async Task<IReadOnlyList<SourceListView>> ListAsync(CancellationToken cancellationToken) => (await client.SourcesAsync(cancellationToken)).Value();

    public async Task<SourceListDetail?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var answer = await client.SourceAsync(name, cancellationToken);
        return !answer.IsSuccess && answer.Failure.Kind == ApiFailureKind.NotFound ? null : answer.Value();
    }

    public async Task<(SourceListView List, long? Skipped)> ImportAsync(byte[] bytes, ListRequest request, CancellationToken cancellationToken) =>
        ((await client.ImportSourceAsync(Query(request), bytes, cancellationToken)).Value(), null);

    public async Task<bool> RemoveAsync(string name, CancellationToken cancellationToken) => await client.RemoveSourceAsync(name, cancellationToken) switch
    {
        null => true,
        { Kind: ApiFailureKind.NotFound } => false,
        var failure => throw new UsageException(failure.Message),
    };

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string Query(ListRequest request)
    {
        (string Name, string? Value)[] parts =
        [
            ("name", request.Name),
            ("kind", request.Kind.ToString().ToLowerInvariant()),
            ("format", request.Format.ToString().ToLowerInvariant()),
            ("for", request.For),
            ("reason", request.Reason),
            ("expires", request.Expires?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ("precedence", request.Precedence.ToString(CultureInfo.InvariantCulture)),
            ("replace", request.Replace ? "true" : null),
        ];
        return string.Join('&', parts.Where(p => p.Value is not null).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));
    }
}
