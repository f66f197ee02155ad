using Assay.Domain.Messages;
using Assay.Storage.Ledger.Rows;
using Assay.Storage.Sql;

namespace Assay.Storage.Sqlite.Ledger;

/// <summary>The inserts that several operations share.</summary>
internal static class LedgerRows
{
    private const string InsertTask = """
        INSERT INTO tasks (id, scan_id, stage, lane, state, subject, attempt, used, deferrals, not_before, hinted_at, created_at)
        VALUES (@id, @scan, @stage, @lane, 0, @subject, 0, 0, 0, @not_before, @not_before, @now)
        """;

    private const string InsertMessage = $"""
        INSERT INTO outbox ({MessageRow.Columns})
        VALUES (@id, @kind, @scan, @task, @stage, @lane, @verdict_id, @target, @verdict, @previous, @trace, @at)
        """;

    // tasks: unique index on id.
    private const string EndAttempt = """
        UPDATE tasks SET state = @state, used = @used, deferrals = @deferrals, not_before = @not_before, hinted_at = @not_before,
            failure_category = @category, error = @error, lease_owner = NULL, lease_until = NULL, ended_at = @ended
        WHERE id = @id AND attempt = @attempt AND state = 1
        """;

    public static void Add(SqliteSession session, NewTask task, DateTimeOffset now) => session.Execute(
        InsertTask,
        ("id", task.Id),
        ("scan", task.ScanId),
        ("stage", task.Stage),
        ("lane", task.Lane),
        ("subject", Json.Subject(task.Subject)),
        ("not_before", task.NotBefore),
        ("now", now));

    public static OutboxMessage Add(SqliteSession session, MessageRow message)
    {
        session.Execute(
            InsertMessage,
            ("id", message.Id),
            ("kind", message.Kind),
            ("scan", message.ScanId),
            ("task", message.TaskId),
            ("stage", message.Stage),
            ("lane", message.Lane),
            ("verdict_id", message.VerdictId),
            ("target", message.Target),
            ("verdict", message.Verdict),
            ("previous", message.PreviousVerdict),
            ("trace", message.TraceParent),
            ("at", message.CreatedAt));
        return message.ToMessage();
    }

    /// <summary>Writes the end of an attempt. False: fenced off.</summary>
    public static bool End(SqliteSession session, AttemptEnd end)
    {
        var ended = session.Execute(
            EndAttempt,
            ("state", end.State),
            ("used", end.Used),
            ("deferrals", end.Deferrals),
            ("not_before", end.NotBefore),
            ("category", end.Failure?.Category),
            ("error", end.Failure?.Message),
            ("ended", end.EndedAt),
            ("id", end.Attempt.Id),
            ("attempt", end.Attempt.Attempt));
        if (ended == 0) return false;
        foreach (var child in end.Children) Add(session, child, end.Now);
        foreach (var message in end.Messages) Add(session, message);
        return true;
    }
}
