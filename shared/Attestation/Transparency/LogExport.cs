using System.Text;

namespace Assay.Attestation.Transparency;

/// <summary>
/// Copies a log into a folder: <c>checkpoint</c>, <c>tile/L/N</c>, <c>tile/entries/N</c>. The checkpoint goes last, when all that it covers is there.
/// </summary>
public static class LogExport
{
    /// <summary>Entries of the copy. Whole tiles that are there already are not written again, so that exporting anew costs what was added.</summary>
    /// <exception cref="LogDamagedException">The log lacks something.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static async Task<long> RunAsync(ILogSource log, SignedCheckpoint checkpoint, string folder, CancellationToken cancellationToken)
    {
        var size = checkpoint.Checkpoint.Size;
        foreach (var address in TileAddress.AllOf(size))
        {
            if (address.Level == 0)
            {
                await WriteAsync(
                    folder, EntryTile.Path(address.Index, address.Width), address.IsFull,
                    () => log.ReadEntriesAsync(address.Index, address.Width, cancellationToken), cancellationToken).ConfigureAwait(false);
            }
            await WriteAsync(folder, address.Path, address.IsFull, () => log.ReadTileAsync(address, cancellationToken), cancellationToken)
                .ConfigureAwait(false);
        }
        await WriteAsync(folder, "checkpoint", false, () => new(Encoding.UTF8.GetBytes(checkpoint.Note)), cancellationToken).ConfigureAwait(false);
        return size;
    }

    private static async Task WriteAsync(string folder, string path, bool isFinal, Func<ValueTask<byte[]?>> read, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, path);
        if (isFinal && File.Exists(file)) return;
        var bytes = await read().ConfigureAwait(false) ?? throw new LogDamagedException($"{path} is missing in the log.");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllBytesAsync(file + ".part", bytes, cancellationToken).ConfigureAwait(false);
        File.Move(file + ".part", file, overwrite: true);
    }
}
