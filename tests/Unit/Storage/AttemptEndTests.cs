using Assay.Contracts.Values;
using Assay.Domain.Tasks;
using Assay.Storage.Ledger.Rows;
using Assay.Storage.Sql;

namespace Assay.Tests.Unit.Storage;

public sealed class AttemptEndTests
{
    private static readonly StorageClock Clock = new(TimeProvider.System);

    [Fact]
    public void A_retry_waits_and_its_hint_is_not_due_before_it_is()
    {
        var end = AttemptEnd.Failed(Attempt(used: 1), new TaskFailure(FailureCategory.Transient, "x"), Clock);
        end.State.ShouldBe(TaskState.Ready);
        end.NotBefore.ShouldBe(end.Now + TimeSpan.FromSeconds(2));
        end.Messages.ShouldHaveSingleItem().CreatedAt.ShouldBe(end.NotBefore);
        end.DueMessages.ShouldBeEmpty();
        end.EndedAt.ShouldBeNull();
        end.Used.ShouldBe(1);
    }

    [Fact]
    public void A_deferral_gives_the_attempt_back()
    {
        var end = AttemptEnd.Failed(Attempt(used: 2), new TaskFailure(FailureCategory.RateLimited, "x"), Clock);
        (end.Used, end.Deferrals).ShouldBe((1, 1));
    }

    [Fact]
    public void A_source_cannot_ask_for_a_wait_in_the_past()
    {
        var end = AttemptEnd.Failed(Attempt(used: 1), new TaskFailure(FailureCategory.RateLimited, "x", TimeSpan.FromHours(-9)), Clock);
        end.NotBefore.ShouldBe(end.Now);
        end.DueMessages.Count().ShouldBe(1);
    }

    [Fact]
    public void The_number_of_attempts_that_count_decides_and_not_the_fencing_token()
    {
        var failure = new TaskFailure(FailureCategory.Crashed, "x");
        AttemptEnd.Failed(Attempt(used: 1, token: 40), failure, Clock).State.ShouldBe(TaskState.Ready);
        AttemptEnd.Failed(Attempt(used: 3, token: 3), failure, Clock).State.ShouldBe(TaskState.Quarantined);
    }

    private static TaskAttempt Attempt(int used, int token = 1) => new(
        Guid.NewGuid(), Guid.NewGuid(), Stage.Inspect, Lane.Normal, TaskSubject.Of(new SubjectFile("a", Sha256Digest.OfNothing, 0)), token, used, 0, null);
}
