using Assay.Contracts.Values;
using Assay.Domain.Messages;
using Assay.Domain.Scans;
using Assay.Domain.Tasks;
using Assay.Hosting.Outbox;
using Assay.Hosting.Workers;
using Assay.Storage.Ledger;
using NSubstitute;

namespace Assay.Tests.Unit.Hosting;

public sealed class SuspectIsolationTests
{
    private readonly IScanLedger _ledger = Substitute.For<IScanLedger>();
    private readonly List<ClaimedTask> _released = [];
    private readonly SuspectIsolation _isolation;

    public SuspectIsolationTests()
    {
        _ledger.ReleaseAsync(default!, default).ReturnsForAnyArgs(call =>
        {
            _released.Add(call.Arg<ClaimedTask>());
            return new Committed<bool>(true, []);
        });
        _isolation = new(_ledger, Substitute.For<IOutboxDispatcher>());
    }

    private static ClaimedTask Claim(FailureCategory? last = null) => new(
        new() { Id = Guid.NewGuid(), ScanId = Guid.NewGuid(), Stage = Stage.Inspect, Lane = Lane.Normal, State = TaskState.Leased, FailureCategory = last },
        new() { Id = Guid.NewGuid(), RunId = Guid.NewGuid(), Target = "m", Lane = Lane.Normal, Depth = Depth.Full, PolicyDigest = default });

    private Task<IReadOnlyList<ClaimedTask>> OfferAsync(params ClaimedTask[] tasks) =>
        _isolation.ClaimAsync(4, _ => Task.FromResult<IReadOnlyList<ClaimedTask>>(tasks));

    [Fact]
    public async Task Ordinary_tasks_run_side_by_side()
    {
        (await OfferAsync(Claim(), Claim(FailureCategory.Transient))).Count.ShouldBe(2);
        (await OfferAsync(Claim())).Count.ShouldBe(1);
        _released.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(FailureCategory.Crashed)]
    [InlineData(FailureCategory.TimedOut)]
    public async Task A_suspect_runs_alone(FailureCategory last)
    {
        var suspect = Claim(last);
        (await OfferAsync(suspect)).ShouldBe([suspect]);
        (await _isolation.ClaimAsync(4, _ => throw new InvalidOperationException("nothing may be claimed beside a suspect"))).ShouldBeEmpty();
        _isolation.Ended();
        (await OfferAsync(Claim())).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_suspect_that_comes_while_others_run_is_given_back_and_waits_for_them()
    {
        var (first, suspect, beside) = (Claim(), Claim(FailureCategory.Crashed), Claim());
        await OfferAsync(first);

        (await OfferAsync(suspect, beside)).ShouldBe([beside]);
        _released.ShouldBe([suspect]);
        (await _isolation.ClaimAsync(4, _ => throw new InvalidOperationException("nothing new is begun while a suspect waits"))).ShouldBeEmpty();

        var freed = 0;
        _isolation.Freed += () => freed++;
        _isolation.Ended();
        freed.ShouldBe(0, "one of the two still runs");
        _isolation.Ended();
        freed.ShouldBe(1);
        var most = 0;
        (await _isolation.ClaimAsync(4, max =>
        {
            most = max;
            return Task.FromResult<IReadOnlyList<ClaimedTask>>([suspect]);
        })).ShouldBe([suspect]);
        most.ShouldBe(1, "a suspect is claimed by itself, so that nothing has to be given back");
    }

    [Fact]
    public async Task Of_two_suspects_one_is_given_back()
    {
        var (one, two) = (Claim(FailureCategory.Crashed), Claim(FailureCategory.Crashed));
        (await OfferAsync(one, two)).ShouldBe([one]);
        _released.ShouldBe([two]);
    }

    [Fact]
    public async Task A_claim_that_fails_or_finds_nothing_leaves_no_trace()
    {
        await Should.ThrowAsync<TimeoutException>(() => _isolation.ClaimAsync(4, _ => throw new TimeoutException()));
        (await OfferAsync()).ShouldBeEmpty();
        var suspect = Claim(FailureCategory.Crashed);
        (await OfferAsync(suspect)).ShouldBe([suspect]);
    }
}
