namespace Assay.Domain.Tasks;

/// <summary>How a handler ended: either a result or a failure.</summary>
public sealed record TaskOutcome
{
    private TaskOutcome(TaskResult? result, TaskFailure? failure) => (Result, Failure) = (result, failure);

    public TaskResult? Result { get; }

    public TaskFailure? Failure { get; }

    public static implicit operator TaskOutcome(TaskResult result) => new(result, null);

    public static implicit operator TaskOutcome(TaskFailure failure) => new(null, failure);

    public static TaskOutcome Success(TaskResult result) => result;

    public static TaskOutcome Fail(FailureCategory category, string message, TimeSpan? retryAfter = null) => new TaskFailure(category, message, retryAfter);
}
