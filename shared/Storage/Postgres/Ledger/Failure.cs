using Assay.Domain.Messages;
using Assay.Domain.Tasks;
using Assay.Storage.Ledger.Rows;
using Assay.Storage.Sql;

namespace Assay.Storage.Postgres.Ledger;

/// <summary>Attempts that end without a result. What is read without a lock cannot change while the attempt number stays the same.</summary>
internal static class Failure
{
    // Primary keys of tasks and scans.
    private const string ReadAttempt = $"""
        SELECT {TaskAttempt.Columns} FROM tasks t JOIN scans s ON s.id = t.scan_id
        WHERE t.id = @id AND t.attempt = @attempt AND t.state = 1
        """;

    // Partial index tasks_leased.
    private const string ReadOverdue = $"""
        SELECT {TaskAttempt.Columns} FROM tasks t JOIN scans s ON s.id = t.scan_id
        WHERE t.state = 1 AND t.lease_until < @now
        ORDER BY t.lease_until LIMIT @max
        """;

    // Primary keys of tasks and scans.
    private const string EndLive = $"""
        WITH done AS (
            UPDATE tasks SET state = 4, failure_category = @category, error = @error, lease_owner = NULL, lease_until = NULL, ended_at = @now
            WHERE id = @id AND state IN (0, 1)
            RETURNING scan_id, (SELECT trace_parent FROM scans WHERE scans.id = tasks.scan_id) AS trace_parent),
        begun AS (UPDATE scans SET state = 1, hinted_at = @now FROM done WHERE scans.id = done.scan_id AND scans.state = 0),
        message AS (
            INSERT INTO outbox (id, kind, scan_id, trace_parent, created_at) SELECT @message, 1, done.scan_id, done.trace_parent, @now FROM done)
        SELECT scan_id, trace_parent FROM done
        """;

    private const string LockScanOfTask = "SELECT 1 FROM scans WHERE id = (SELECT scan_id FROM tasks WHERE id = @id) FOR NO KEY UPDATE";

    public static Task<Committed<bool>> FailAsync(
        PostgresDatabase database, ClaimedTask claim, TaskFailure failure, StorageClock clock, CancellationToken cancellationToken) =>
        EndAsync(database, claim, attempt => AttemptEnd.Failed(attempt, failure, clock), cancellationToken);

    public static Task<Committed<bool>> ReleaseAsync(
        PostgresDatabase database, ClaimedTask claim, StorageClock clock, CancellationToken cancellationToken) =>
        EndAsync(database, claim, attempt => AttemptEnd.Released(attempt, clock), cancellationToken);

    public static async Task<Committed<int>> ReclaimOverdueAsync(
        PostgresDatabase database, int max, StorageClock clock, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var overdue = await database.QueryAsync(new Statement(ReadOverdue, ("now", now), ("max", max)), TaskAttempt.Read, cancellationToken)
            .ConfigureAwait(false);
        if (overdue.Count == 0) return new(0, []);
        var ends = overdue.ConvertAll(attempt => AttemptEnd.Failed(attempt, OverdueLease.Failure, clock));
        var ended = (await database.ChangeAsync(AttemptEnds.Statements(ends, overdueAt: now), static row => row.Id(0), cancellationToken)
            .ConfigureAwait(false)).ToHashSet();
        return new(ended.Count, [.. ends.Where(end => ended.Contains(end.Attempt.Id)).SelectMany(end => end.DueMessages)]);
    }

    public static async Task<Committed<bool>> QuarantineAsync(
        PostgresDatabase database, Guid task, TaskFailure failure, StorageClock clock, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var message = clock.NewId();
        var ended = await database.ChangeAsync(
            [
                new Statement(LockScanOfTask, ("id", task)) { OnlyLocks = true },
                new Statement(
                    EndLive, ("id", task), ("category", failure.Category), ("error", failure.Message), ("now", now), ("message", message)),
            ],
            row => MessageRow.ScanChanged(message, row.Id(0), now, row.TextOrNull(1)),
            cancellationToken).ConfigureAwait(false);
        return ended.Count == 0 ? new(false, []) : new(true, [ended[0].ToMessage()]);
    }

    private static async Task<Committed<bool>> EndAsync(
        PostgresDatabase database, ClaimedTask claim, Func<TaskAttempt, AttemptEnd> decide, CancellationToken cancellationToken)
    {
        var attempts = await database.QueryAsync(
            new Statement(ReadAttempt, ("id", claim.Task.Id), ("attempt", claim.Task.Attempt)), TaskAttempt.Read, cancellationToken).ConfigureAwait(false);
        if (attempts.Count == 0) return new(false, []);
        var end = decide(attempts[0]);
        var ended = await database.ChangeAsync(AttemptEnds.Statements([end], overdueAt: null), static row => row.Id(0), cancellationToken)
            .ConfigureAwait(false);
        return ended.Count == 0 ? new(false, []) : new(true, [.. end.DueMessages]);
    }
}
