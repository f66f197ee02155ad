namespace Assay.Attestation.Transparency;

/// <summary>
/// Where a log's hashes come from: a database, a folder, a server. What it gives is not trusted; a root that is signed says whether it is right.
/// </summary>
public interface ITileSource
{
    /// <summary>
    /// The hashes of a tile, one after the other, at least as many as the address asks for. Null where there is no such tile.
    /// </summary>
    ValueTask<byte[]?> ReadTileAsync(TileAddress address, CancellationToken cancellationToken);
}
