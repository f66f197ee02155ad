namespace Assay.Attestation.Transparency;

/// <summary>A log in a folder, as <see cref="LogExport"/> writes it and a static web server serves it.</summary>
public sealed class LogFolder(string folder) : ILogSource
{
    /// <summary>256 entries of the greatest length.</summary>
    private const long MaxFile = TileAddress.FullWidth * (long)(EntryTile.MaxEntry + sizeof(ushort));

    /// <inheritdoc/>
    public async ValueTask<string?> ReadCheckpointAsync(CancellationToken cancellationToken) =>
        await ReadAsync("checkpoint", cancellationToken).ConfigureAwait(false) is { } bytes ? System.Text.Encoding.UTF8.GetString(bytes) : null;

    /// <inheritdoc/>
    public ValueTask<byte[]?> ReadTileAsync(TileAddress address, CancellationToken cancellationToken) => ReadAsync(address.Path, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<byte[]?> ReadEntriesAsync(long index, int width, CancellationToken cancellationToken) =>
        ReadAsync(EntryTile.Path(index, width), cancellationToken);

    private async ValueTask<byte[]?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var file = new FileInfo(Path.Combine(folder, path));
        if (!file.Exists) return null;
        if (file.Length > MaxFile) throw new LogDamagedException($"{path} has {file.Length} bytes, more than a tile can have.");
        return await File.ReadAllBytesAsync(file.FullName, cancellationToken).ConfigureAwait(false);
    }
}
