using System.Security.Cryptography;
using System.Text;
using Assay.Attestation.Keys;
using Assay.Attestation.Transparency;
using Assay.Storage.Keys;
using Assay.Storage.Sql;

namespace Assay.Storage.Transparency;

/// <summary>Appends to the log inside of a transaction, so that what an entry is about takes effect together with it.</summary>
internal sealed class LogWriter(ISigningKeys keys, StorageClock clock)
{
    /// <summary>The log's one writer holds this lock: "log" in ASCII after the product's number.</summary>
    private const long LockName = 418481496442;

    private const string Size = "SELECT COALESCE(max(idx) + 1, 0) FROM log_entries";

    // Primary key of log_checkpoints.
    internal const string Latest = $"SELECT {StoredCheckpoint.Columns} FROM log_checkpoints ORDER BY size DESC, created_at DESC LIMIT 1";

    // Primary key of log_checkpoints.
    private const string Signed = $"SELECT {StoredCheckpoint.Columns} FROM log_checkpoints WHERE size = @size AND key_id = @key";

    private const string AddCheckpoint = """
        INSERT INTO log_checkpoints (size, key_id, origin, root, note, created_at) VALUES (@size, @key, @origin, @root, @note, @at)
        """;

    /// <summary>Keeps every other writer of the log out until the transaction ends.</summary>
    public static ValueTask LockAsync(ITransaction transaction, CancellationToken cancellationToken) =>
        transaction.LockAsync(LockName, cancellationToken);

    /// <summary>Appends entries and signs the new size.</summary>
    /// <exception cref="ArgumentException">There is none, or one is too long.</exception>
    /// <exception cref="LogDamagedException">The database holds something else than what was signed last.</exception>
    public async Task<LogAppend> AppendAsync(ITransaction transaction, IReadOnlyList<byte[]> entries, CancellationToken cancellationToken)
    {
        if (entries.Count == 0) throw new ArgumentException("There is nothing to append.", nameof(entries));
        foreach (var entry in entries)
        {
            if (entry.Length > EntryTile.MaxEntry)
                throw new ArgumentException($"An entry has {entry.Length} bytes; at most {EntryTile.MaxEntry} fit.", nameof(entries));
        }
        await LockAsync(transaction, cancellationToken).ConfigureAwait(false);
        var (border, latest) = await PresentAsync(transaction, cancellationToken).ConfigureAwait(false);
        var first = border.Size;
        var hashes = new byte[entries.Count][];
        var tiles = new List<(int Level, long Index, byte[] Root, byte[] Hashes)>();
        for (var i = 0; i < entries.Count; i++)
        {
            hashes[i] = MerkleHash.Leaf(entries[i]);
            tiles.AddRange(border.Append(hashes[i]));
        }
        await InsertAsync(transaction, "log_entries", cancellationToken,
            new("idx", "bigint", Enumerable.Range(0, entries.Count).Select(i => first + i).ToArray()),
            new("leaf_hash", "bytea", hashes),
            new("entry", "bytea", entries.ToArray())).ConfigureAwait(false);
        if (tiles.Count > 0)
        {
            await InsertAsync(transaction, "log_tiles", cancellationToken,
                new("level", "smallint", tiles.Select(t => (short)t.Level).ToArray()),
                new("idx", "bigint", tiles.Select(t => t.Index).ToArray()),
                new("root", "bytea", tiles.Select(t => t.Root).ToArray()),
                new("hashes", "bytea", tiles.Select(t => t.Hashes).ToArray())).ConfigureAwait(false);
        }
        var signer = await keys.SignerAsync(KeyPurpose.Log, cancellationToken).ConfigureAwait(false);
        var checkpoint = await SignAsync(transaction, latest?.Origin, border.Size, border.Root(), [signer], cancellationToken).ConfigureAwait(false);
        return new(first, checkpoint, SHA256.HashData(signer.PublicKey.SubjectPublicKeyInfo.Span));
    }

    /// <summary>Signs the present size with two keys; the one that was made last counts from then on.</summary>
    public async Task<StoredCheckpoint> SignAgainAsync(ITransaction transaction, ISigner old, ISigner next, CancellationToken cancellationToken)
    {
        await LockAsync(transaction, cancellationToken).ConfigureAwait(false);
        var (border, latest) = await PresentAsync(transaction, cancellationToken).ConfigureAwait(false);
        return await SignAsync(transaction, latest?.Origin, border.Size, border.Root(), [next, old], cancellationToken).ConfigureAwait(false);
    }

    private static async Task<(MerkleBorder Border, StoredCheckpoint? Latest)> PresentAsync(
        ITransaction transaction, CancellationToken cancellationToken)
    {
        var size = (await transaction.QueryAsync(new Statement(Size), static row => row.Long(0), cancellationToken).ConfigureAwait(false))[0];
        var tiles = new LogTiles((statement, token) => transaction.QueryAsync(statement, static row => row.Bytes(0), token));
        var border = await tiles.BorderAsync(size, cancellationToken).ConfigureAwait(false);
        var latest = (
            await transaction.QueryAsync(new Statement(Latest), StoredCheckpoint.Read, cancellationToken).ConfigureAwait(false)).FirstOrDefault();

        // Whoever changed the tables behind our back shall not get our signature for it.
        if ((latest?.Size ?? 0) != size || (latest is not null && !border.Root().AsSpan().SequenceEqual(latest.Root)))
        {
            throw new LogDamagedException(
                $"The log has {size} entries that are not those of its newest checkpoint ({latest?.Size ?? 0} entries): it was changed "
                + "behind this program, or restored "
                + "in part. Nothing is added to it. Compare it with 'assay log verify', and restore the database from a backup.");
        }
        return (border, latest);
    }

    private async Task<StoredCheckpoint> SignAsync(
        ITransaction transaction, string? origin, long size, byte[] root, IReadOnlyList<ISigner> signers, CancellationToken cancellationToken)
    {
        origin ??= keys.OriginOfNewLog(signers[0]);
        foreach (var signer in signers)
            await SigningKeyRows.ListAsync(transaction, KeyPurpose.Log, signer.PublicKey, clock.Now(), cancellationToken).ConfigureAwait(false);
        var text = new Checkpoint(origin, size, root).ToText();
        var signatures = new List<NoteSignature>();
        foreach (var signer in signers)
        {
            var noteKey = NoteKey.Of(origin, signer.PublicKey);
            if (!noteKey.IsOk) throw new InvalidOperationException(noteKey.Reason);
            signatures.Add(
                new(origin, noteKey.Value.Id, await signer.SignAsync(Encoding.UTF8.GetBytes(text), cancellationToken).ConfigureAwait(false)));
        }
        // A change of keys that was interrupted is done again, with the same key and size.
        var key = ("key", (object?)(long)signatures[0].KeyId);
        var signed = await transaction.QueryAsync(new Statement(Signed, ("size", size), key), StoredCheckpoint.Read, cancellationToken)
            .ConfigureAwait(false);
        if (signed.Count > 0) return signed[0];
        var checkpoint = new StoredCheckpoint(origin, size, root, new SignedNote(text, signatures).ToString(), clock.Now());
        var row = new Statement(
            AddCheckpoint,
            ("size", size),
            key,
            ("origin", origin),
            ("root", root),
            ("note", checkpoint.Note),
            ("at", checkpoint.CreatedAt));
        await transaction.ExecuteAsync(row, cancellationToken).ConfigureAwait(false);
        return checkpoint;
    }

    private static async Task InsertAsync(
        ITransaction transaction, string table, CancellationToken cancellationToken, params IReadOnlyList<NewColumn> columns)
    {
        foreach (var statement in transaction.Dialect.InsertRows(table, columns))
            await transaction.ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
    }
}
