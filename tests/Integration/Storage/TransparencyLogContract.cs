using System.Text;
using Assay.Attestation.Transparency;
using Assay.Storage.Transparency;

namespace Assay.Tests.Integration.Storage;

/// <summary>The transparency log in a database.</summary>
public abstract class TransparencyLogContract(IStorageHome home) : IAsyncLifetime
{
    private StorageBed _bed = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    protected ITransparencyLog Log => _bed.Log;

    public ValueTask InitializeAsync()
    {
        _bed = home.Open();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_bed is not null) await _bed.DisposeAsync();
    }

    [Fact]
    public async Task Appended_entries_are_read_back_proved_and_signed()
    {
        var first = (await Log.AppendAsync(Entries("a", 300), Token)).FirstIndex;
        var append = await Log.AppendAsync(Entries("b", 600), Token);
        append.FirstIndex.ShouldBeGreaterThanOrEqualTo(first + 300);
        (
            await Log.EntriesAsync(
                append.FirstIndex, 600, Token)).Select(Encoding.UTF8.GetString).ShouldBe(Entries("b", 600).Select(Encoding.UTF8.GetString));
        var checkpoint = SignedCheckpoint.Verify(append.Checkpoint.Note, [.. await Log.KeysAsync(Token)]).Value!.Checkpoint;
        checkpoint.Size.ShouldBe(append.FirstIndex + 600);
        var tree = new MerkleTree(Log, checkpoint.Size);
        (await tree.RootAsync(checkpoint.Size, Token)).ShouldBe(checkpoint.Root);
        foreach (var index in new[] { first, append.FirstIndex, append.FirstIndex + 299, checkpoint.Size - 1 })
        {
            var leaf = MerkleHash.Leaf((await Log.EntriesAsync(index, 1, Token))[0]);
            MerkleProof.Includes(
                index, checkpoint.Size, leaf, await tree.InclusionProofAsync(index, checkpoint.Size, Token), checkpoint.Root).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Every_checkpoint_extends_those_before_it()
    {
        for (var i = 0; i < 5; i++) await Log.AppendAsync(Entries("c" + i, 1 + i * 90), Token);
        var checkpoints = await Log.CheckpointsAsync(1, 1000, Token);
        checkpoints.Count.ShouldBeGreaterThanOrEqualTo(5);
        var tree = new MerkleTree(Log, checkpoints[^1].Size);
        foreach (var (before, after) in checkpoints.Zip(checkpoints.Skip(1)))
            MerkleProof.Extends(
                before.Size, after.Size, before.Root, after.Root, await tree.ConsistencyProofAsync(before.Size, after.Size, Token)).ShouldBeTrue();
    }

    [Fact]
    public async Task Appenders_in_several_processes_leave_no_gap_and_lose_nothing()
    {
        var beds = Enumerable.Range(0, 4).Select(_ => home.Open()).ToList();
        var appends = await Task.WhenAll(
            beds.SelectMany((bed, b) => Enumerable.Range(0, 8).Select(i => bed.Log.AppendAsync(Entries($"{b}-{i}-", 7), Token))));
        appends.Select(a => a.FirstIndex).Distinct().Count().ShouldBe(32);
        foreach (var (b, i) in from b in Enumerable.Range(0, 4) from i in Enumerable.Range(0, 8) select (b, i))
        {
            var entries = await Log.EntriesAsync(appends[b * 8 + i].FirstIndex, 7, Token);
            entries.Select(Encoding.UTF8.GetString).ShouldBe(Entries($"{b}-{i}-", 7).Select(Encoding.UTF8.GetString));
        }
        var latest = (await Log.LatestAsync(Token))!;
        (await new MerkleTree(Log, latest.Size).RootAsync(latest.Size, Token)).ShouldBe(latest.Root);
        foreach (var bed in beds) await bed.DisposeAsync();
    }

    [Fact]
    public async Task An_append_that_fails_leaves_nothing_behind()
    {
        await Log.AppendAsync(Entries("d", 3), Token);
        var before = (await Log.LatestAsync(Token))!;
        await Should.ThrowAsync<ArgumentException>(() => Log.AppendAsync([], Token));
        await Should.ThrowAsync<ArgumentException>(() => Log.AppendAsync([[1], new byte[EntryTile.MaxEntry + 1]], Token));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => Log.AppendAsync([[1]], cancelled.Token));
        (await Log.LatestAsync(Token))!.Note.ShouldBe(before.Note);
        (await Log.EntriesAsync(before.Size, 10, Token)).ShouldBeEmpty();
        (await Log.AppendAsync([new byte[EntryTile.MaxEntry]], Token)).FirstIndex.ShouldBe(before.Size);
    }

    [Theory]
    [InlineData("UPDATE log_entries SET entry = entry WHERE idx = 0")]
    [InlineData("DELETE FROM log_entries WHERE idx = 0")]
    [InlineData("UPDATE log_tiles SET root = root")]
    [InlineData("DELETE FROM log_tiles")]
    [InlineData("UPDATE log_checkpoints SET size = size")]
    [InlineData("DELETE FROM log_checkpoints")]
    [InlineData("UPDATE signing_keys SET purpose = 1")]
    [InlineData("DELETE FROM signing_keys")]
    public async Task The_database_refuses_to_change_the_log(string sql)
    {
        await Log.AppendAsync(Entries("e", 260), Token);
        (await Should.ThrowAsync<Exception>(() => RunSqlAsync(sql))).Message.ShouldContain("is refused");
    }

    [Fact]
    public async Task The_database_refuses_a_gap()
    {
        var size = (await Log.AppendAsync(Entries("f", 1), Token)).Checkpoint.Size;
        var hash = string.Concat(Enumerable.Repeat("00", 32));
        (
            await Should.ThrowAsync<Exception>(
                () => RunSqlAsync($"INSERT INTO log_entries (idx, leaf_hash, entry) VALUES ({size + 1}, {Blob(hash)}, {Blob("01")})")))
            .Message.ShouldContain("gap");
    }

    [Fact]
    public async Task Checkpoints_of_an_old_key_stay_verifiable_and_the_change_is_signed_by_both()
    {
        var old = (await Log.AppendAsync(Entries("g", 2), Token)).Checkpoint;
        var oldKeys = await Log.KeysAsync(Token);
        var both = await Log.RotateKeyAsync(Token);
        SignedCheckpoint.Verify(both.Note, [.. oldKeys]).IsOk.ShouldBeTrue();
        var after = (await Log.AppendAsync(Entries("h", 2), Token)).Checkpoint;
        SignedCheckpoint.Verify(after.Note, [.. oldKeys]).IsOk.ShouldBeFalse();
        var keys = await Log.KeysAsync(Token);
        keys.Count.ShouldBe(oldKeys.Count + 1);
        foreach (var checkpoint in new[] { old, both, after }) SignedCheckpoint.Verify(checkpoint.Note, [.. keys]).IsOk.ShouldBeTrue();
        (both.Origin, after.Origin).ShouldBe((old.Origin, old.Origin));
    }

    protected static byte[][] Entries(string text, int count) => [.. Enumerable.Range(0, count).Select(i => Encoding.UTF8.GetBytes($"{text}{i}"))];

    protected abstract string Blob(string hex);

    /// <summary>Runs SQL as the owner of the database.</summary>
    protected abstract Task RunSqlAsync(string sql);
}
