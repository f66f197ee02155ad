namespace Assay.Domain.Tasks;

/// <summary>What happens to a task after a failed attempt. Pure: the same input gives the same answer.</summary>
public static class RetrySchedule
{
    /// <summary>Attempts that a task has before it is given up.</summary>
    public const int MaxAttempts = 3;

    /// <summary>How often a source may ask us to wait before the task counts as failed: a day of five-minute windows.</summary>
    public const int MaxDeferrals = 288;

    private static readonly TimeSpan[] Backoff = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60)];

    /// <summary>Decides about a task whose attempt ended with <paramref name="failure"/>.</summary>
    /// <param name="attempt">Number of the attempt that failed, from 1.</param>
    /// <param name="deferrals">How often the task was put off without counting as an attempt.</param>
    /// <param name="files">Files of the task's subject.</param>
    /// <param name="failure">What happened.</param>
    public static RetryDecision Decide(int attempt, int deferrals, int files, TaskFailure failure)
    {
        switch (failure.Category)
        {
            case FailureCategory.RateLimited when deferrals < MaxDeferrals:
                return RetryDecision.Defer(failure.RetryAfter ?? TimeSpan.FromSeconds(30));
            // One bad file among several: give each a task of its own, so that the others get their results and the bad one is named.
            case FailureCategory.Crashed or FailureCategory.TimedOut or FailureCategory.Internal when files > 1:
                return RetryDecision.Split;
            case FailureCategory.Crashed or FailureCategory.TimedOut:
                return attempt < MaxAttempts ? RetryDecision.Retry(Wait(attempt, failure)) : RetryDecision.Quarantine;
            case FailureCategory.Transient or FailureCategory.Resource or FailureCategory.Internal:
                return attempt < MaxAttempts ? RetryDecision.Retry(Wait(attempt, failure)) : RetryDecision.GiveUp;
            default:
                return RetryDecision.GiveUp;
        }
    }

    private static TimeSpan Wait(int attempt, TaskFailure failure) => failure.RetryAfter ?? Backoff[Math.Clamp(attempt - 1, 0, Backoff.Length - 1)];
}
