using Assay.Domain.Scans;
using Assay.Domain.Tasks;
using Assay.Storage.Sql;

namespace Assay.Storage.Ledger.Rows;

/// <summary>A scan with its tasks in one statement: the scan's few columns are repeated with each task.</summary>
internal static class Snapshots
{
    // Unique index scans.id, index tasks_by_scan.
    private const string Sql = $"""
        SELECT {ScanColumns.OfS}, {TaskColumns.OfT}
        FROM scans s LEFT JOIN tasks t ON t.scan_id = s.id
        WHERE s.id = @id
        ORDER BY t.seq
        """;

    public static Statement Query(Guid scan) => new(Sql, ("id", scan));

    public static (Scan Scan, ScanTask? Task) Read(Row row) =>
        (ScanColumns.Read(row, 0), row.IsNull(ScanColumns.Count) ? null : TaskColumns.Read(row, ScanColumns.Count));

    public static ScanSnapshot? Of(List<(Scan Scan, ScanTask? Task)> rows) =>
        rows.Count == 0 ? null : new(rows[0].Scan, [.. rows.Select(row => row.Task).OfType<ScanTask>()]);
}
