using Assay.Domain.Tasks;

namespace Assay.Tests.Unit.Domain.Tasks;

public sealed class RetryScheduleTests
{
    private static RetryDecision Decide(FailureCategory category, int attempt = 1, int files = 1, int deferrals = 0, TimeSpan? wait = null) =>
        RetrySchedule.Decide(attempt, deferrals, files, new(category, "x", wait));

    [Theory]
    [InlineData(FailureCategory.Transient)]
    [InlineData(FailureCategory.Resource)]
    [InlineData(FailureCategory.Internal)]
    public void What_may_pass_is_tried_three_times(FailureCategory category)
    {
        Decide(category, attempt: 1).Kind.ShouldBe(RetryKind.Retry);
        Decide(category, attempt: 2).Kind.ShouldBe(RetryKind.Retry);
        Decide(category, attempt: 3).Kind.ShouldBe(RetryKind.GiveUp);
    }

    [Theory]
    [InlineData(FailureCategory.NotFound)]
    [InlineData(FailureCategory.Forbidden)]
    [InlineData(FailureCategory.BadInput)]
    [InlineData(FailureCategory.Configuration)]
    public void What_cannot_pass_is_not_tried_again(FailureCategory category) => Decide(category).Kind.ShouldBe(RetryKind.GiveUp);

    [Theory]
    [InlineData(FailureCategory.Crashed)]
    [InlineData(FailureCategory.TimedOut)]
    public void A_crash_with_several_files_is_split_and_with_one_is_quarantined_after_its_attempts(FailureCategory category)
    {
        Decide(category, files: 2).Kind.ShouldBe(RetryKind.Split);
        Decide(category, attempt: 2).Kind.ShouldBe(RetryKind.Retry);
        Decide(category, attempt: 3).Kind.ShouldBe(RetryKind.Quarantine);
    }

    [Fact]
    public void A_defect_with_several_files_is_split_so_that_one_file_does_not_cost_the_others_their_results() =>
        Decide(FailureCategory.Internal, files: 2).Kind.ShouldBe(RetryKind.Split);

    [Fact]
    public void A_rate_limit_is_obeyed_and_does_not_count_as_an_attempt() =>
        Decide(FailureCategory.RateLimited, attempt: 9, wait: TimeSpan.FromSeconds(77)).ShouldBe(RetryDecision.Defer(TimeSpan.FromSeconds(77)));

    [Fact]
    public void Even_deferrals_end() => Decide(FailureCategory.RateLimited, deferrals: RetrySchedule.MaxDeferrals).Kind.ShouldBe(RetryKind.GiveUp);

    [Fact]
    public void The_wait_grows_from_attempt_to_attempt() =>
        Decide(FailureCategory.Transient, attempt: 2).Wait.ShouldBeGreaterThan(Decide(FailureCategory.Transient, attempt: 1).Wait);

    [Fact]
    public void A_long_message_is_cut_to_4_KiB() => new TaskFailure(FailureCategory.Internal, new string('x', 200_000)).Message.Length.ShouldBe(4096);
}
