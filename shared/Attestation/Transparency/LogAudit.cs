using System.Globalization;
using Assay.Attestation.Json;

namespace Assay.Attestation.Transparency;

/// <summary>
/// Reads a whole log and compares it with itself and with what was seen of it before: entries with leaf hashes, hashes with tiles, tiles with the
/// signed
/// root, and the root at each size that was signed earlier with what was signed then.
/// </summary>
/// <param name="log">Not trusted.</param>
/// <param name="keys">The log's keys, old ones included, from elsewhere.</param>
public sealed class LogAudit(ILogSource log, IReadOnlyCollection<NoteKey> keys)
{
    /// <summary>After so many there is nothing more to learn.</summary>
    private const int MostProblems = 20;

    private readonly List<string> _problems = [];

    /// <param name="seen">Checkpoints of this log that were kept elsewhere, verified.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<LogAuditResult> RunAsync(IReadOnlyCollection<Checkpoint> seen, CancellationToken cancellationToken)
    {
        var note = await log.ReadCheckpointAsync(cancellationToken).ConfigureAwait(false);
        var signed = note is null ? Parsed.Failed<SignedCheckpoint>("there is none") : SignedCheckpoint.Verify(note, keys);
        if (!signed.IsOk)
        {
            // A log that was seen to have entries and has no checkpoint any more was emptied.
            if (note is null && seen.Count == 0) return new([], null);
            return new([$"The log's checkpoint does not count: {signed.Reason}."], null);
        }
        var checkpoint = signed.Value.Checkpoint;
        foreach (var earlier in seen.Where(s => s.Size > checkpoint.Size))
            Report($"The log has {checkpoint.Size} entries, and had {earlier.Size} when it was seen before: entries were removed.");
        foreach (var earlier in seen.Where(s => s.Origin != checkpoint.Origin))
            Report($"The log is '{checkpoint.Origin}', and was '{earlier.Origin}' when it was seen before.");
        try
        {
            await CompareAsync(checkpoint, seen, cancellationToken).ConfigureAwait(false);
        }
        catch (LogDamagedException e)
        {
            Report(e.Message);
        }
        return new(_problems, signed.Value);
    }

    private async Task CompareAsync(Checkpoint checkpoint, IReadOnlyCollection<Checkpoint> seen, CancellationToken cancellationToken)
    {
        var border = new MerkleBorder();
        var due = new Queue<Checkpoint>(seen.Where(s => s.Size > 0 && s.Size <= checkpoint.Size).OrderBy(s => s.Size));
        foreach (var address in TileAddress.AllOf(checkpoint.Size).TakeWhile(a => a.Level == 0))
        {
            if (_problems.Count >= MostProblems) return;
            var read = EntryTile.Read(await EntriesAsync(address, cancellationToken).ConfigureAwait(false), address.Width);
            if (!read.IsOk) throw new LogDamagedException($"{EntryTile.Path(address.Index, address.Width)} cannot be read: {read.Reason}.");
            var hashes = read.Value.Select(e => MerkleHash.Leaf(e)).ToList();
            await CompareTileAsync(address, [.. hashes.SelectMany(h => h)], cancellationToken).ConfigureAwait(false);
            foreach (var hash in hashes)
            {
                foreach (var (level, index, _, tile) in border.Append(hash))
                {
                    if (level > 0) await CompareTileAsync(new(level, index, TileAddress.FullWidth), tile, cancellationToken).ConfigureAwait(false);
                }
                while (due.Count > 0 && due.Peek().Size == border.Size) CompareRoot(border.Root(), due.Dequeue());
            }
        }
        foreach (var (level, index, hashes) in border.Partial().Where(p => p.Level > 0))
            await CompareTileAsync(new(level, index, hashes.Length / MerkleHash.Length), hashes, cancellationToken).ConfigureAwait(false);
        if (!border.Root().AsSpan().SequenceEqual(checkpoint.Root))
            Report(
                string.Create(
                    CultureInfo.InvariantCulture, $"The {checkpoint.Size} entries do not have the root that the log has signed: they were changed."));
    }

    private async Task<byte[]> EntriesAsync(TileAddress address, CancellationToken cancellationToken) =>
        await log.ReadEntriesAsync(address.Index, address.Width, cancellationToken).ConfigureAwait(false)
        ?? throw new LogDamagedException($"{EntryTile.Path(address.Index, address.Width)} is missing.");

    private async Task CompareTileAsync(TileAddress address, byte[] expected, CancellationToken cancellationToken)
    {
        var tile = await log.ReadTileAsync(address, cancellationToken).ConfigureAwait(false);
        if (tile is null) Report($"{address.Path} is missing.");
        else if (!tile.AsSpan().SequenceEqual(expected)) Report($"{address.Path} does not follow from the entries: one or the other was changed.");
    }

    private void CompareRoot(byte[] root, Checkpoint earlier)
    {
        if (!root.AsSpan().SequenceEqual(earlier.Root))
            Report(
                $"The first {earlier.Size} entries are not those that the log had signed when it was seen with {earlier.Size} entries: it "
                + "was rewritten.");
    }

    private void Report(string problem)
    {
        if (_problems.Count < MostProblems) _problems.Add(problem);
    }
}
