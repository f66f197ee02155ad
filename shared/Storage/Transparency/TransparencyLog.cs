using Assay.Attestation.Transparency;
using Assay.Storage.Keys;
using Assay.Storage.Sql;

namespace Assay.Storage.Transparency;

/// <summary>The log in the database.</summary>
internal sealed class TransparencyLog(IDatabase database, LogWriter writer, ISigningKeys keys) : ITransparencyLog
{
    // Primary key of log_checkpoints.
    private const string FromSize = $"SELECT {StoredCheckpoint.Columns} FROM log_checkpoints WHERE size >= @size ORDER BY size, "
        + "created_at LIMIT @max";

    // Primary key of log_entries.
    private const string Entries = "SELECT entry FROM log_entries WHERE idx >= @from ORDER BY idx LIMIT @max";

    private readonly LogTiles _tiles = new((statement, token) => new(database.QueryAsync(statement, static row => row.Bytes(0), token)));

    public Task<LogAppend> AppendAsync(IReadOnlyList<byte[]> entries, CancellationToken cancellationToken) =>
        database.TransactAsync((transaction, token) => writer.AppendAsync(transaction, entries, token), cancellationToken);

    public ValueTask<byte[]?> ReadTileAsync(TileAddress address, CancellationToken cancellationToken) =>
        _tiles.ReadTileAsync(address, cancellationToken);

    public async Task<StoredCheckpoint?> LatestAsync(CancellationToken cancellationToken) =>
        (await database.QueryAsync(new Statement(LogWriter.Latest), StoredCheckpoint.Read, cancellationToken).ConfigureAwait(false)).FirstOrDefault();

    public async Task<IReadOnlyList<StoredCheckpoint>> CheckpointsAsync(long fromSize, int max, CancellationToken cancellationToken) =>
        await database.QueryAsync(new Statement(FromSize, ("size", fromSize), ("max", max)), StoredCheckpoint.Read, cancellationToken)
            .ConfigureAwait(false);

    public async Task<IReadOnlyList<byte[]>> EntriesAsync(long from, int max, CancellationToken cancellationToken) =>
        await database.QueryAsync(new Statement(Entries, ("from", from), ("max", max)), static row => row.Bytes(0), cancellationToken)
            .ConfigureAwait(false);

    public async Task<IReadOnlyList<NoteKey>> KeysAsync(CancellationToken cancellationToken)
    {
        if (await LatestAsync(cancellationToken).ConfigureAwait(false) is not { } latest) return [];
        var listed = await database.QueryAsync(SigningKeyRows.Select(KeyPurpose.Log), SigningKeyRows.Read, cancellationToken).ConfigureAwait(false);
        return [.. listed.Select(key => NoteKey.Of(latest.Origin, key).Value).OfType<NoteKey>()];
    }

    public async Task<StoredCheckpoint> RotateKeyAsync(CancellationToken cancellationToken)
    {
        var old = await keys.SignerAsync(KeyPurpose.Log, cancellationToken).ConfigureAwait(false);
        var next = await keys.PrepareNextAsync(KeyPurpose.Log, cancellationToken).ConfigureAwait(false);
        var checkpoint = await database.TransactAsync(
            (transaction, token) => writer.SignAgainAsync(transaction, old, next, token), cancellationToken).ConfigureAwait(false);
        await keys.AdoptNextAsync(KeyPurpose.Log, cancellationToken).ConfigureAwait(false);
        return checkpoint;
    }
}
