using Assay.Contracts.Values;
using Assay.Domain.Tasks;
using Assay.Storage.Sql;

namespace Assay.Storage.Ledger.Rows;

/// <summary>The columns of a task, in the order in which <see cref="Read"/> takes them.</summary>
internal static class TaskColumns
{
    public const int Count = 16;

    /// <summary>For a query that reads one table, such as a RETURNING clause.</summary>
    public const string Plain = """
        id, scan_id, stage, lane, state, subject, attempt, deferrals, not_before, lease_owner, lease_until,
        failure_category, error, created_at, started_at, ended_at
        """;

    /// <summary>For a query that names the table <c>t</c>.</summary>
    public const string OfT = """
        t.id, t.scan_id, t.stage, t.lane, t.state, t.subject, t.attempt, t.deferrals, t.not_before, t.lease_owner, t.lease_until,
        t.failure_category, t.error, t.created_at, t.started_at, t.ended_at
        """;

    public static ScanTask Read(Row row, int first) => new()
    {
        Id = row.Id(first),
        ScanId = row.Id(first + 1),
        Stage = row.Enum<Stage>(first + 2),
        Lane = row.Enum<Lane>(first + 3),
        State = row.Enum<TaskState>(first + 4),
        Subject = row.IsNull(first + 5) ? TaskSubject.None : row.Json<TaskSubject>(first + 5),
        Attempt = row.Int(first + 6),
        Deferrals = row.Int(first + 7),
        NotBefore = row.Time(first + 8),
        LeaseOwner = row.TextOrNull(first + 9),
        LeaseUntil = row.TimeOrNull(first + 10),
        FailureCategory = row.EnumOrNull<FailureCategory>(first + 11),
        Error = row.TextOrNull(first + 12),
        CreatedAt = row.Time(first + 13),
        StartedAt = row.TimeOrNull(first + 14),
        EndedAt = row.TimeOrNull(first + 15),
    };
}
