using Assay.Attestation.Transparency;

namespace Assay.Storage.Transparency;

/// <summary>The log in the database as a whole log, for whoever copies or audits it.</summary>
public sealed class LogDatabase(ITransparencyLog log) : ILogSource
{
    /// <inheritdoc/>
    public ValueTask<byte[]?> ReadTileAsync(TileAddress address, CancellationToken cancellationToken) =>
        log.ReadTileAsync(address, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<string?> ReadCheckpointAsync(CancellationToken cancellationToken) =>
        (await log.LatestAsync(cancellationToken).ConfigureAwait(false))?.Note;

    /// <inheritdoc/>
    public async ValueTask<byte[]?> ReadEntriesAsync(long index, int width, CancellationToken cancellationToken)
    {
        if (index > long.MaxValue / TileAddress.FullWidth - 1) return null;
        var entries = await log.EntriesAsync(index * TileAddress.FullWidth, width, cancellationToken).ConfigureAwait(false);
        return entries.Count == width ? EntryTile.Write(entries) : null;
    }
}
