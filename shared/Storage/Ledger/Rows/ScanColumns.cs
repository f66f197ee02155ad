using Assay.Contracts.Values;
using Assay.Domain.Scans;
using Assay.Storage.Sql;

namespace Assay.Storage.Ledger.Rows;

/// <summary>The columns of a scan, in the order in which <see cref="Read"/> takes them.</summary>
internal static class ScanColumns
{
    public const int Count = 18;

    /// <summary>For a query that names the table <c>s</c>.</summary>
    public const string OfS = """
        s.id, s.run_id, s.target, s.lane, s.depth, s.policy, s.offline, s.refresh, s.state, s.phase, s.revision,
        s.version_id, s.verdict_id, s.verdict, s.trace_parent, s.created_at, s.ended_at, s.bases
        """;

    public static Scan Read(Row row, int first) => new()
    {
        Id = row.Id(first),
        RunId = row.Id(first + 1),
        Target = row.Text(first + 2),
        Lane = row.Enum<Lane>(first + 3),
        Depth = row.Enum<Depth>(first + 4),
        PolicyDigest = row.Sha256(first + 5),
        Offline = row.Flag(first + 6),
        Refresh = row.Flag(first + 7),
        State = row.Enum<ScanState>(first + 8),
        Phase = row.Enum<ScanPhase>(first + 9),
        Revision = row.Long(first + 10),
        VersionId = row.IdOrNull(first + 11),
        VerdictId = row.IdOrNull(first + 12),
        Verdict = row.EnumOrNull<VerdictKind>(first + 13),
        TraceParent = row.TextOrNull(first + 14),
        CreatedAt = row.Time(first + 15),
        EndedAt = row.TimeOrNull(first + 16),
        Bases = row.IsNull(first + 17) ? [] : row.Json<IReadOnlyList<BaseModel>>(first + 17),
    };
}
