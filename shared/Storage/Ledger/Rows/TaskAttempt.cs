using Assay.Contracts.Values;
using Assay.Domain.Tasks;
using Assay.Storage.Sql;

namespace Assay.Storage.Ledger.Rows;

/// <summary>
/// A leased task with what is needed to decide about the end of its attempt: <c>Attempt</c> is the fencing token, <c>Used</c> the number of
/// attempts that count, this one included.
/// </summary>
internal sealed record TaskAttempt(
    Guid Id, Guid ScanId, Stage Stage, Lane Lane, TaskSubject Subject, int Attempt, int Used, int Deferrals, string? TraceParent)
{
    /// <summary>For a query that names the tables <c>t</c> and <c>s</c>.</summary>
    public const string Columns = "t.id, t.scan_id, t.stage, t.lane, t.subject, t.attempt, t.used, t.deferrals, s.trace_parent";

    public static TaskAttempt Read(Row row) => new(
        row.Id(0),
        row.Id(1),
        row.Enum<Stage>(2),
        row.Enum<Lane>(3),
        row.IsNull(4) ? TaskSubject.None : row.Json<TaskSubject>(4),
        row.Int(5),
        row.Int(6),
        row.Int(7),
        row.TextOrNull(8));
}
