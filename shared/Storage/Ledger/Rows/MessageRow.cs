using Assay.Contracts.Messages;
using Assay.Contracts.Values;
using Assay.Domain.Messages;
using Assay.Storage.Sql;

namespace Assay.Storage.Ledger.Rows;

/// <summary>
/// A message as a row. Its members are columns rather than JSON, so that one statement can announce exactly what it has changed.
/// </summary>
internal sealed record MessageRow(Guid Id, MessageKind Kind, Guid ScanId, DateTimeOffset CreatedAt)
{
    public const string Columns = "id, kind, scan_id, task_id, stage, lane, verdict_id, target, verdict, previous_verdict, trace_parent, created_at";

    public Guid? TaskId { get; init; }

    public Stage? Stage { get; init; }

    public Lane? Lane { get; init; }

    public Guid? VerdictId { get; init; }

    public string? Target { get; init; }

    public VerdictKind? Verdict { get; init; }

    public VerdictKind? PreviousVerdict { get; init; }

    public string? TraceParent { get; init; }

    public static MessageRow TaskReady(Guid id, Guid taskId, Guid scanId, Stage stage, Lane lane, DateTimeOffset at, string? trace = null) =>
        new(id, MessageKind.TaskReady, scanId, at) { TaskId = taskId, Stage = stage, Lane = lane, TraceParent = trace };

    public static MessageRow ScanChanged(Guid id, Guid scanId, DateTimeOffset at, string? trace = null) =>
        new(id, MessageKind.ScanChanged, scanId, at) { TraceParent = trace };

    public static MessageRow Read(Row row) => new(row.Id(0), row.Enum<MessageKind>(1), row.Id(2), row.Time(11))
    {
        TaskId = row.IdOrNull(3),
        Stage = row.EnumOrNull<Stage>(4),
        Lane = row.EnumOrNull<Lane>(5),
        VerdictId = row.IdOrNull(6),
        Target = row.TextOrNull(7),
        Verdict = row.EnumOrNull<VerdictKind>(8),
        PreviousVerdict = row.EnumOrNull<VerdictKind>(9),
        TraceParent = row.TextOrNull(10),
    };

    public OutboxMessage ToMessage() => new(Id, Kind switch
    {
        MessageKind.TaskReady => new TaskReady(TaskId!.Value, ScanId, Stage!.Value, Lane!.Value, TraceParent),
        MessageKind.ScanChanged => new ScanChanged(ScanId, TraceParent),
        MessageKind.ScanCompleted => new ScanCompleted(ScanId, VerdictId!.Value, Target!, Verdict!.Value, PreviousVerdict, TraceParent),
        _ => throw new InvalidDataException($"The outbox holds a message of the unknown kind {(int)Kind}; it was written by a newer version."),
    });
}
