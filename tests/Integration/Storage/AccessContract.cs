using System.Text.Json;
using Assay.Contracts;
using Assay.Contracts.Values;
using Assay.Domain.Scans;
using Assay.Domain.Tasks;
using Assay.Storage.Tokens;
using Assay.Storage.Views;
using Assay.Storage.Workers;

namespace Assay.Tests.Integration.Storage;

/// <summary>The read side, and what people and workers leave in the database.</summary>
public abstract class AccessContract(IStorageHome home) : LedgerContract(home)
{
    [Fact]
    public async Task Pages_of_scans_show_each_once_newest_first()
    {
        var run = Guid.CreateVersion7();
        var scans = Enumerable.Range(0, 25).Select(_ => Samples.NewScan(run: run)).ToList();
        await Bed.Ledger.SubmitAsync(scans, Token);
        var shown = new List<Guid>();
        for (string? after = null; ;)
        {
            var page = await Bed.Views.ListAsync(new ScanFilter { RunId = run, PageSize = 10, After = after }, Token);
            page.Scans.Count.ShouldBeLessThanOrEqualTo(10);
            shown.AddRange(page.Scans.Select(s => s.Id));
            if ((after = page.Next) is null) break;
        }
        shown.ShouldBe(scans.Select(s => s.Id).Reverse());
        (await Bed.Views.RunScansAsync(run, Token)).Select(s => s.Id).ShouldBe(scans.Select(s => s.Id));
    }

    [Fact]
    public async Task Filters_narrow_the_list()
    {
        var mark = Guid.NewGuid().ToString("N");
        var cancelled = Samples.NewScan(Lane.Bulk, target: $"hf://Org/100%_{mark}-Ünï");
        var other = Samples.NewScan(Lane.Normal, target: $"hf://org/1000_{mark}");
        await Bed.Ledger.SubmitAsync([cancelled, other], Token);
        await Bed.Ledger.CancelAsync(cancelled.Id, Token);
        var scan = (await ReadAsync(other.Id)).Scan;
        await Bed.Ledger.ConcludeAsync(scan.Revision, Samples.Verdict(scan, VerdictKind.Review, Samples.Noon), Token);

        await ShouldListAsync(new() { TargetContains = $"0%_{mark.ToUpperInvariant()}-ÜN" }, cancelled.Id);
        await ShouldListAsync(new() { TargetContains = mark, State = ScanState.Cancelled }, cancelled.Id);
        await ShouldListAsync(new() { TargetContains = mark, Verdict = VerdictKind.Review }, other.Id);
        await ShouldListAsync(new() { TargetContains = mark, Lane = Lane.Bulk }, cancelled.Id);
        await ShouldListAsync(new() { TargetContains = mark, RunId = other.RunId }, other.Id);
        await ShouldListAsync(new() { TargetContains = mark }, other.Id, cancelled.Id);
    }

    [Fact]
    public async Task A_cursor_that_is_none_of_ours_is_refused() =>
        await Should.ThrowAsync<ArgumentException>(() => Bed.Views.ListAsync(new ScanFilter { After = "1; DROP TABLE scans" }, Token));

    [Fact]
    public async Task Progress_counts_the_scans_and_tasks_of_a_run()
    {
        var run = Guid.CreateVersion7();
        var scans = Enumerable.Range(0, 4).Select(_ => Samples.NewScan(run: run)).ToList();
        await Bed.Ledger.SubmitAsync(scans, Token);
        var claims = await Bed.Ledger.ClaimAsync(Stage.Ingest, Lane.Normal, "w", 2, Lease, Token);
        await Bed.Ledger.FailAsync(claims[0], new TaskFailure(FailureCategory.NotFound, "No such model."), Token);
        await Bed.Ledger.CancelAsync(scans[3].Id, Token);
        (await Bed.Views.RunProgressAsync(run, Token)).ShouldBe(new RunProgress(4, 1, 2, 2, 1));
        (await Bed.Views.RunProgressAsync(Guid.NewGuid(), Token)).ShouldBe(new RunProgress(0, 0, 0, 0, 0));
    }

    [Fact]
    public async Task Queues_show_what_waits_and_runs_with_the_age_of_the_oldest()
    {
        await DrainAsync();
        await SubmitAsync(Lane.Interactive);
        Bed.Time.Advance(TimeSpan.FromSeconds(90));
        await SubmitAsync(Lane.Interactive);
        await SubmitAsync(Lane.Bulk);
        await ClaimOneAsync(lane: Lane.Bulk);
        (await Bed.Views.QueuesAsync(Token)).ShouldBe(
        [
            new QueueDepth(Stage.Ingest, Lane.Interactive, 2, 0, TimeSpan.FromSeconds(90)),
            new QueueDepth(Stage.Ingest, Lane.Bulk, 0, 1, TimeSpan.Zero),
        ]);
    }

    [Fact]
    public async Task A_verdict_is_read_back_with_its_report()
    {
        var scan = (await ReadAsync(await SubmitAsync())).Scan;
        var verdict = Samples.Verdict(scan, VerdictKind.Review, Bed.Time.GetUtcNow());
        await Bed.Ledger.ConcludeAsync(scan.Revision, verdict, Token);
        var read = await Bed.Verdicts.ReadAsync(verdict.Id, Token);
        JsonSerializer.Serialize(read, AssayJson.Options).ShouldBe(JsonSerializer.Serialize(verdict, AssayJson.Options));
        (await Bed.Verdicts.ReadAsync(Guid.NewGuid(), Token)).ShouldBeNull();
        (await Bed.Verdicts.ReadOfScanAsync(Guid.NewGuid(), Token)).ShouldBeNull();
        (await Bed.Verdicts.ReadCurrentAsync("never seen", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_policy_is_kept_by_its_digest()
    {
        var digest = Samples.Digest(Guid.NewGuid().ToString());
        (await Bed.Policies.ReadAsync(digest, Token)).ShouldBeNull();
        await Bed.Policies.StoreAsync(digest, "default", "name: default", Token);
        await Bed.Policies.StoreAsync(digest, "default", "name: default", Token);
        (await Bed.Policies.ReadAsync(digest, Token)).ShouldBe("name: default");
        (await Bed.Policies.ReadAsync(digest, Token)).ShouldBe("name: default");
    }

    [Fact]
    public async Task A_token_is_found_by_its_hash_until_it_expires_or_is_revoked()
    {
        var now = Bed.Time.GetUtcNow();
        var lasting = new ApiToken(Guid.CreateVersion7(), "ci", ApiRole.Submitter, Guid.NewGuid().ToString("N"), now, null, null);
        var shortLived = lasting with { Id = Guid.CreateVersion7(), Hash = Guid.NewGuid().ToString("N"), ExpiresAt = now.AddHours(1) };
        await Bed.Tokens.AddAsync(lasting, Token);
        await Bed.Tokens.AddAsync(shortLived, Token);
        (await Bed.Tokens.FindAsync(shortLived.Hash, Token)).ShouldBe(shortLived);
        Bed.Time.Advance(TimeSpan.FromHours(1));
        (await Bed.Tokens.FindAsync(shortLived.Hash, Token)).ShouldBeNull();
        (await Bed.Tokens.FindAsync(lasting.Hash, Token)).ShouldBe(lasting);
        (await Bed.Tokens.RevokeAsync(lasting.Id, Token)).ShouldBeTrue();
        (await Bed.Tokens.FindAsync(lasting.Hash, Token)).ShouldBeNull();
        (await Bed.Tokens.RevokeAsync(Guid.NewGuid(), Token)).ShouldBeFalse();
        (await Bed.Tokens.ListAsync(Token)).ShouldContain(lasting with { RevokedAt = Bed.Time.GetUtcNow() });
    }

    [Fact]
    public async Task Workers_are_listed_while_they_beat()
    {
        var now = Bed.Time.GetUtcNow();
        var worker = new WorkerInfo("host-1-abc", "inspect", "host", "0.1.0", now, now, 8, 3, null);
        await Bed.Workers.BeatAsync(worker, Token);
        Bed.Time.Advance(TimeSpan.FromMinutes(1));
        var second = worker with { Id = "host-2-def", SeenAt = Bed.Time.GetUtcNow(), Detail = "CUDA" };
        await Bed.Workers.BeatAsync(second, Token);
        (await Bed.Workers.ListAsync(TimeSpan.FromMinutes(2), Token)).ShouldBe([worker, second]);
        (await Bed.Workers.ListAsync(TimeSpan.FromSeconds(30), Token)).ShouldBe([second]);
        await Bed.Workers.BeatAsync(worker with { SeenAt = Bed.Time.GetUtcNow(), Busy = 5 }, Token);
        (await Bed.Workers.ListAsync(TimeSpan.FromSeconds(30), Token))[0].Busy.ShouldBe(5);
        await Bed.Workers.LeaveAsync(second.Id, Token);
        (await Bed.Workers.ListAsync(TimeSpan.FromDays(1), Token)).ShouldHaveSingleItem().Id.ShouldBe(worker.Id);
    }

    private async Task ShouldListAsync(ScanFilter filter, params Guid[] expected) =>
        (await Bed.Views.ListAsync(filter, Token)).Scans.Select(s => s.Id).ShouldBe(expected);
}
