using System.Text;
using Assay.Attestation.Transparency;
using Assay.Storage.Transparency;

namespace Assay.Tests.Integration.Storage;

/// <summary>
/// Whoever owns the database lifts its refusals and rewrites the log. What is found out then, and by what. Every test makes a database of its own.
/// </summary>
public abstract class RewrittenLogContract
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_changed_entry_is_found()
    {
        await using var bed = await FilledAsync();
        await LiftAsync();
        await RunSqlAsync($"UPDATE log_entries SET entry = {Blob("00")} WHERE idx = 7");
        (await AuditAsync(bed, [])).ShouldContain(p => p.Contains("tile/0/000"));
    }

    [Fact]
    public async Task A_changed_entry_with_its_hash_and_tile_is_found_by_the_signed_root()
    {
        await using var bed = await FilledAsync();
        await LiftAsync();
        await RewriteAsync(bed, 7);
        (await AuditAsync(bed, [])).ShouldContain(p => p.Contains("root that the log has signed"));
        // Nor is anything signed on top of it.
        await Should.ThrowAsync<LogDamagedException>(() => bed.Log.AppendAsync([[1]], Token));
    }

    [Fact]
    public async Task A_log_that_was_rewritten_and_signed_anew_is_found_by_a_checkpoint_that_left_the_machine()
    {
        await using var bed = await FilledAsync();
        var keys = await bed.Log.KeysAsync(Token);
        var kept = SignedCheckpoint.Verify((await bed.Log.LatestAsync(Token))!.Note, [.. keys]).Value!.Checkpoint;
        await LiftAsync();
        await RunSqlAsync("DELETE FROM log_entries");
        await RunSqlAsync("DELETE FROM log_tiles");
        await RunSqlAsync("DELETE FROM log_checkpoints");
        // The same key, which is the worst case: whoever has the machine has it too.
        await bed.Log.AppendAsync([.. Entries(0, 300).Select((e, i) => i == 7 ? Encoding.UTF8.GetBytes("forged") : e), .. Entries(300, 10)], Token);
        (await AuditAsync(bed, [])).ShouldBeEmpty("nothing inside the database shows it");
        (await AuditAsync(bed, [kept])).ShouldContain(p => p.Contains("rewritten"));
        var present = SignedCheckpoint.Verify((await bed.Log.LatestAsync(Token))!.Note, [.. keys]).Value!.Checkpoint;
        (await LogConsistency.ProblemAsync(bed.Log, kept, present, Token))!.ShouldContain("rewritten");
    }

    [Fact]
    public async Task Entries_that_were_removed_are_found()
    {
        await using var bed = await FilledAsync();
        var kept = SignedCheckpoint.Verify((await bed.Log.LatestAsync(Token))!.Note, [.. await bed.Log.KeysAsync(Token)]).Value!.Checkpoint;
        await LiftAsync();
        await RunSqlAsync("DELETE FROM log_entries WHERE idx >= 290");
        (await AuditAsync(bed, [])).ShouldNotBeEmpty();
        await RunSqlAsync("DELETE FROM log_checkpoints WHERE size > 290");
        (await AuditAsync(bed, [kept])).ShouldContain(p => p.Contains("removed") || p.Contains("checkpoint"));
        await Should.ThrowAsync<LogDamagedException>(() => bed.Log.AppendAsync([[1]], Token));
    }

    [Fact]
    public async Task A_log_that_only_grew_passes()
    {
        await using var bed = await FilledAsync();
        var keys = await bed.Log.KeysAsync(Token);
        var kept = (await bed.Log.CheckpointsAsync(0, 100, Token)).Select(c => SignedCheckpoint.Verify(c.Note, [.. keys]).Value!.Checkpoint).ToList();
        await bed.Log.AppendAsync(Entries(300, 500), Token);
        (await AuditAsync(bed, kept)).ShouldBeEmpty();
        var present = SignedCheckpoint.Verify((await bed.Log.LatestAsync(Token))!.Note, [.. keys]).Value!.Checkpoint;
        (await LogConsistency.ProblemAsync(bed.Log, kept[0], present, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_copy_is_whole_grows_with_the_log_and_a_changed_file_of_it_is_found()
    {
        await using var bed = await FilledAsync();
        var keys = await bed.Log.KeysAsync(Token);
        var folder = Directory.CreateTempSubdirectory("assay-log-").FullName;
        try
        {
            foreach (var _ in new[] { 1, 2 })
            {
                var checkpoint = SignedCheckpoint.Verify((await bed.Log.LatestAsync(Token))!.Note, [.. keys]).Value!;
                (await LogExport.RunAsync(new LogDatabase(bed.Log), checkpoint, folder, Token)).ShouldBe(checkpoint.Checkpoint.Size);
                (await new LogAudit(new LogFolder(folder), [.. keys]).RunAsync([], Token)).Problems.ShouldBeEmpty();
                await bed.Log.AppendAsync(Entries(300, 400), Token);
            }
            var file = Path.Combine(folder, EntryTile.Path(0, 256));
            var bytes = await File.ReadAllBytesAsync(file, Token);
            bytes[^1] ^= 1;
            await File.WriteAllBytesAsync(file, bytes, Token);
            (await new LogAudit(new LogFolder(folder), [.. keys]).RunAsync([], Token)).Problems.ShouldContain(p => p.Contains("tile/0/000"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A database of its own with 300 entries, signed in three steps.</summary>
    protected abstract Task<StorageBed> NewDatabaseAsync();

    /// <summary>Drops the triggers, as the owner of the database can.</summary>
    protected abstract Task LiftAsync();

    protected abstract Task RunSqlAsync(string sql);

    protected abstract string Blob(string hex);

    private static byte[][] Entries(int first, int count) => [.. Enumerable.Range(first, count).Select(i => Encoding.UTF8.GetBytes($"entry {i}"))];

    private static async Task<IReadOnlyList<string>> AuditAsync(StorageBed bed, IReadOnlyCollection<Checkpoint> kept) =>
        (await new LogAudit(new LogDatabase(bed.Log), [.. await bed.Log.KeysAsync(Token)]).RunAsync(kept, Token)).Problems;

    private async Task<StorageBed> FilledAsync()
    {
        var bed = await NewDatabaseAsync();
        for (var i = 0; i < 3; i++) await bed.Log.AppendAsync(Entries(i * 100, 100), Token);
        return bed;
    }

    private async Task RewriteAsync(StorageBed bed, int index)
    {
        var forged = Encoding.UTF8.GetBytes("forged");
        await RunSqlAsync(
            $"UPDATE log_entries SET entry = {Blob(Convert.ToHexString(forged))}, leaf_hash = "
            + $"{Blob(Convert.ToHexString(MerkleHash.Leaf(forged)))} WHERE idx = {index}");
        var hashes = (await bed.Log.EntriesAsync(0, 256, Token)).Select(e => MerkleHash.Leaf(e)).ToList();
        var border = new MerkleBorder();
        var tile = hashes.SelectMany(h => border.Append(h).ToList()).ShouldHaveSingleItem();
        await RunSqlAsync(
            $"UPDATE log_tiles SET hashes = {Blob(Convert.ToHexString(tile.Hashes))}, root = {Blob(Convert.ToHexString(tile.Root))} WHERE "
            + "level = 0 AND idx = 0");
    }
}
