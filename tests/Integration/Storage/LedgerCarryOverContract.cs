using Assay.Contracts.Messages;
using Assay.Contracts.Values;
using Assay.Domain.Scans;
using Assay.Domain.Tasks;

namespace Assay.Tests.Integration.Storage;

/// <summary>When a verdict may stand for a new scan without looking again, and when it must not.</summary>
public abstract class LedgerCarryOverContract(IStorageHome home) : LedgerContract(home)
{
    private static readonly Sha256Digest Catalog = Samples.Digest("catalog");

    private readonly string _target = "/models/" + Guid.NewGuid().ToString("N");

    private Sha256Digest _listing;

    [Fact]
    public async Task An_unchanged_version_gets_its_verdict_at_once_and_keeps_its_report()
    {
        await JudgeAsync(VerdictKind.Rejected);
        var scan = Samples.NewScan(target: _target);

        var carried = await Bed.Ledger.CarryOverAsync([new(scan, _listing, Catalog)], Token);

        carried.Value.ShouldBe([scan.Id]);
        carried.Messages.ShouldHaveSingleItem().Body.ShouldBeOfType<ScanCompleted>().Verdict.ShouldBe(VerdictKind.Rejected);
        var (ended, tasks) = await ReadAsync(scan.Id);
        ended.State.ShouldBe(ScanState.Completed);
        ended.Verdict.ShouldBe(VerdictKind.Rejected);
        tasks.ShouldBeEmpty();
        var verdict = (await Bed.Verdicts.ReadOfScanAsync(scan.Id, Token)).ShouldNotBeNull();
        verdict.Report.Reasons.ShouldBe(["Nothing speaks against it."]);
        verdict.Report.ScanId.ShouldBe(scan.Id, "a shared report names the scan that it is shown for");
        (await Bed.Verdicts.ReadCurrentAsync(_target, Token)).ShouldNotBeNull().Id.ShouldBe(verdict.Id);
        (await Bed.Verdicts.HistoryAsync(_target, 10, Token)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_verdict_is_carried_over_again_and_again()
    {
        await JudgeAsync(VerdictKind.Approved);
        for (var i = 0; i < 3; i++)
        {
            var scan = Samples.NewScan(target: _target);
            (await Bed.Ledger.CarryOverAsync([new(scan, _listing, Catalog)], Token)).Value.Count.ShouldBe(1);
            (await Bed.Verdicts.ReadOfScanAsync(scan.Id, Token)).ShouldNotBeNull().Report.Artifacts.Count.ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_scan_that_exists_is_left_as_it_is()
    {
        await JudgeAsync(VerdictKind.Approved);
        var scan = Samples.NewScan(target: _target);
        CarriedScan[] twice = [new(scan, _listing, Catalog)];
        await Bed.Ledger.CarryOverAsync(twice, Token);
        (await Bed.Ledger.CarryOverAsync(twice, Token)).Value.ShouldBeEmpty();
        (await Bed.Verdicts.HistoryAsync(_target, 10, Token)).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("listing")]
    [InlineData("catalog")]
    [InlineData("policy")]
    [InlineData("depth")]
    [InlineData("target")]
    public async Task Whatever_could_change_the_answer_makes_the_scan_look_again(string changed)
    {
        await JudgeAsync(VerdictKind.Approved);
        var scan = Samples.NewScan(target: changed == "target" ? _target + "x" : _target);
        if (changed == "policy") scan = scan with { PolicyDigest = Samples.Digest("another policy") };
        if (changed == "depth") scan = scan with { Depth = Depth.Full };

        var carried = await Bed.Ledger.CarryOverAsync(
            [new(scan, changed == "listing" ? Samples.Digest("other") : _listing, changed == "catalog" ? Samples.Digest("other") : Catalog)], Token);

        carried.Value.ShouldBeEmpty();
        (await Bed.Ledger.ReadAsync(scan.Id, Token)).ShouldBeNull("it is left to be submitted");
    }

    [Fact]
    public async Task An_incomplete_verdict_is_never_carried_over()
    {
        await JudgeAsync(VerdictKind.Incomplete);
        (await Bed.Ledger.CarryOverAsync([new(Samples.NewScan(target: _target), _listing, Catalog)], Token)).Value.ShouldBeEmpty();
    }

    private async Task JudgeAsync(VerdictKind kind)
    {
        var id = await SubmitAsync(target: _target);
        var claim = await ClaimOneAsync();
        var version = Samples.Version(_target, Samples.StoredFile("a.bin"));
        _listing = version.ListingDigest;
        (await Bed.Ledger.CompleteAsync(claim, new TaskResult { Version = version }, Token)).Value.ShouldBeTrue();
        var scan = (await ReadAsync(id)).Scan;
        var verdict = Samples.Verdict(scan, kind, Bed.Time.GetUtcNow()) with { CatalogDigest = Catalog };
        (await Bed.Ledger.ConcludeAsync(scan.Revision, verdict, Token)).Value.ShouldBeTrue();
    }
}
