using Assay.Attestation.Transparency;

namespace Assay.Storage.Transparency;

/// <summary>
/// The installation's transparency log: entries are appended, in order and without a gap, and never changed. One writer at a time, whichever process
/// it
/// is in. Its tiles are those of C2SP tlog-tiles.
/// </summary>
public interface ITransparencyLog : ITileSource
{
    /// <summary>
    /// Appends entries and signs the new size, all in one transaction. Batches are what makes it fast: a single entry costs a signature and a commit.
    /// </summary>
    /// <exception cref="ArgumentException">There is none, or one has more than 65,535 bytes.</exception>
    /// <exception cref="LogDamagedException">What is in the database is not what was signed last; nothing is signed on top of that.</exception>
    Task<LogAppend> AppendAsync(IReadOnlyList<byte[]> entries, CancellationToken cancellationToken);

    /// <summary>The newest checkpoint; null for a log without entries.</summary>
    Task<StoredCheckpoint?> LatestAsync(CancellationToken cancellationToken);

    /// <summary>Checkpoints in order of their sizes.</summary>
    Task<IReadOnlyList<StoredCheckpoint>> CheckpointsAsync(long fromSize, int max, CancellationToken cancellationToken);

    /// <summary>Entries from an index on, fewer at the end.</summary>
    Task<IReadOnlyList<byte[]>> EntriesAsync(long from, int max, CancellationToken cancellationToken);

    /// <summary>Every key that ever signed a checkpoint, the oldest first.</summary>
    Task<IReadOnlyList<NoteKey>> KeysAsync(CancellationToken cancellationToken);

    /// <summary>Signs the present size with a new key as well as the old one, and with the new one alone from then on.</summary>
    Task<StoredCheckpoint> RotateKeyAsync(CancellationToken cancellationToken);
}
