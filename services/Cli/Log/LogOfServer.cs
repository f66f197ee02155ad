using System.Text;
using Assay.Attestation.Transparency;
using Assay.Reporting.Client;

namespace Assay.Cli.Log;

/// <summary>A log that a server serves.</summary>
internal sealed class LogOfServer(AssayApiClient client) : ILogSource
{
    public async ValueTask<string?> ReadCheckpointAsync(CancellationToken cancellationToken) =>
        await ReadAsync("/log/checkpoint", cancellationToken) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    public ValueTask<byte[]?> ReadTileAsync(TileAddress address, CancellationToken cancellationToken) =>
        ReadAsync("/log/" + address.Path, cancellationToken);

    public ValueTask<byte[]?> ReadEntriesAsync(long index, int width, CancellationToken cancellationToken) =>
        ReadAsync("/log/" + EntryTile.Path(index, width), cancellationToken);

    private async ValueTask<byte[]?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        return await client.FileAsync(path, bytes, cancellationToken) switch
        {
            null => bytes.ToArray(),
            { Kind: ApiFailureKind.NotFound } => null,
            var failure => throw new UsageException(failure.Message),
        };
    }
}
