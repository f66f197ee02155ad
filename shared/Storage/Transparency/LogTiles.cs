using Assay.Attestation.Transparency;
using Assay.Storage.Sql;

namespace Assay.Storage.Transparency;

/// <summary>
/// Tiles as the tables hold them: whole ones as they are, partial ones put together from entries or from the roots of the level below.
/// </summary>
/// <param name="query">Runs a statement that selects one column of bytes, inside of a transaction or by itself.</param>
internal sealed class LogTiles(Func<Statement, CancellationToken, ValueTask<List<byte[]>>> query) : ITileSource
{
    // Primary key of log_tiles.
    private const string Whole = "SELECT hashes FROM log_tiles WHERE level = @level AND idx = @idx";

    // Primary key of log_entries.
    private const string Leaves = "SELECT leaf_hash FROM log_entries WHERE idx >= @first AND idx < @end ORDER BY idx";

    // Primary key of log_tiles.
    private const string Roots = "SELECT root FROM log_tiles WHERE level = @level AND idx >= @first AND idx < @end ORDER BY idx";

    public async ValueTask<byte[]?> ReadTileAsync(TileAddress address, CancellationToken cancellationToken)
    {
        // No log has these; their first hash has no number.
        if (address.Index > long.MaxValue / TileAddress.FullWidth - 1) return null;
        if (address.IsFull)
        {
            var tiles = await query(new Statement(Whole, ("level", (short)address.Level), ("idx", address.Index)), cancellationToken)
                .ConfigureAwait(false);
            return tiles.Count == 0 ? null : tiles[0];
        }
        var hashes = await HashesAsync(address.Level, address.Index * TileAddress.FullWidth, address.Width, cancellationToken).ConfigureAwait(false);
        return hashes.Count < address.Width ? null : [.. hashes.SelectMany(h => h)];
    }

    /// <summary>Hashes of one level, in order; fewer where there are no more.</summary>
    public ValueTask<List<byte[]>> HashesAsync(int level, long first, int count, CancellationToken cancellationToken) => query(
        level == 0
            ? new Statement(Leaves, ("first", first), ("end", first + count))
            : new Statement(Roots, ("level", (short)(level - 1)), ("first", first), ("end", first + count)),
        cancellationToken);

    /// <summary>The right border of a log of this size.</summary>
    /// <exception cref="LogDamagedException">Hashes are missing.</exception>
    public async Task<MerkleBorder> BorderAsync(long size, CancellationToken cancellationToken)
    {
        var levels = new List<List<byte[]>>();
        for (var level = 0; size >> (TileAddress.Height * level) > 0; level++)
        {
            var hashes = size >> (TileAddress.Height * level);
            var width = (int)(hashes % TileAddress.FullWidth);
            var read = width == 0 ? [] : await HashesAsync(level, hashes - width, width, cancellationToken).ConfigureAwait(false);
            if (read.Count != width)
                throw new LogDamagedException($"The log has {size} entries, but not the hashes that belong to them in level {level}.");
            levels.Add(read);
        }
        return new(size, levels);
    }
}
