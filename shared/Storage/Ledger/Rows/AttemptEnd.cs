using Assay.Domain.Messages;
using Assay.Domain.Tasks;
using Assay.Storage.Sql;

namespace Assay.Storage.Ledger.Rows;

/// <summary>What the end of an attempt writes, decided before the database is asked: the row's new values, child tasks, messages.</summary>
internal sealed record AttemptEnd(TaskAttempt Attempt, TaskState State, DateTimeOffset Now)
{
    /// <summary>No source's wish to be left alone is honoured for longer; also keeps a hostile value from overflowing a date.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    public int Used { get; init; } = Attempt.Used;

    public int Deferrals { get; init; } = Attempt.Deferrals;

    public DateTimeOffset NotBefore { get; init; } = Now;

    public TaskFailure? Failure { get; init; }

    /// <summary>One task a file, when the task is split.</summary>
    public IReadOnlyList<NewTask> Children { get; init; } = [];

    /// <summary>To write to the outbox. A hint that is not due yet has a creation time in the future: the relay sends it then.</summary>
    public IReadOnlyList<MessageRow> Messages { get; init; } = [];

    public DateTimeOffset? EndedAt => State is TaskState.Ready ? null : Now;

    /// <summary>The messages that can be published at once.</summary>
    public IEnumerable<OutboxMessage> DueMessages => Messages.Where(m => m.CreatedAt <= Now).Select(m => m.ToMessage());

    /// <summary>A failed attempt, as <see cref="RetrySchedule"/> decides.</summary>
    public static AttemptEnd Failed(TaskAttempt attempt, TaskFailure failure, StorageClock clock)
    {
        var now = clock.Now();
        var decision = RetrySchedule.Decide(attempt.Used, attempt.Deferrals, attempt.Subject.Files.Count, failure);
        return decision.Kind switch
        {
            RetryKind.Retry => Again(attempt, now, now + Clamp(decision.Wait), clock) with { Failure = failure },
            RetryKind.Defer => Again(attempt, now, now + Clamp(decision.Wait), clock) with
            {
                Failure = failure,
                Used = attempt.Used - 1,
                Deferrals = attempt.Deferrals + 1,
            },
            RetryKind.Split => Split(attempt, failure, now, clock),
            RetryKind.Quarantine => Final(attempt, TaskState.Quarantined, failure, now, clock),
            _ => Final(attempt, TaskState.Failed, failure, now, clock),
        };
    }

    /// <summary>A claim given back without a judgement.</summary>
    public static AttemptEnd Released(TaskAttempt attempt, StorageClock clock)
    {
        var now = clock.Now();
        return Again(attempt, now, now, clock) with { Used = attempt.Used - 1, Deferrals = attempt.Deferrals + 1 };
    }

    private static AttemptEnd Again(TaskAttempt attempt, DateTimeOffset now, DateTimeOffset notBefore, StorageClock clock) =>
        new(attempt, TaskState.Ready, now)
        {
            NotBefore = notBefore,
            Messages = [MessageRow.TaskReady(clock.NewId(), attempt.Id, attempt.ScanId, attempt.Stage, attempt.Lane, notBefore, attempt.TraceParent)],
        };

    private static AttemptEnd Final(TaskAttempt attempt, TaskState state, TaskFailure failure, DateTimeOffset now, StorageClock clock) =>
        new(attempt, state, now)
        {
            Failure = failure,
            Messages = [MessageRow.ScanChanged(clock.NewId(), attempt.ScanId, now, attempt.TraceParent)],
        };

    private static AttemptEnd Split(TaskAttempt attempt, TaskFailure failure, DateTimeOffset now, StorageClock clock)
    {
        var children = attempt.Subject.Files
            .Select(file => new NewTask(clock.NewId(), attempt.ScanId, attempt.Stage, attempt.Lane, attempt.Subject with { Files = [file] }, now))
            .ToList();
        return new(attempt, TaskState.Split, now)
        {
            Failure = failure,
            Children = children,
            Messages = [.. children.Select(child =>
                MessageRow.TaskReady(clock.NewId(), child.Id, child.ScanId, child.Stage, child.Lane, now, attempt.TraceParent))],
        };
    }

    private static TimeSpan Clamp(TimeSpan wait) => wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait;
}
