using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Domain.Verdicts;
using Assay.Storage.Sql;

namespace Assay.Storage.Verdicts;

/// <summary>Verdicts in the database.</summary>
internal sealed class VerdictRepository(IDatabase database) : IVerdictRepository
{
    private const string Select = """
        SELECT v.id, v.scan_id, v.target, v.version_id, v.kind, v.depth, v.policy, v.decided_at,
            CASE WHEN v.report_of IS NULL THEN v.report ELSE shared.report END, v.catalog
        FROM verdicts v LEFT JOIN verdicts shared ON shared.id = v.report_of
        """;

    // Unique index verdicts.id.
    private const string ById = $"{Select} WHERE v.id = @id";

    // Index verdicts_by_scan.
    private const string OfScan = $"{Select} WHERE v.scan_id = @scan ORDER BY v.decided_at DESC, v.id DESC LIMIT 1";

    // Index scans_by_run, unique index verdicts.id. seq is the order of submission.
    private const string OfRun = $"{Select} JOIN scans s ON s.verdict_id = v.id WHERE s.run_id = @run ORDER BY s.seq";

    // Primary key of current_verdicts, unique index verdicts.id.
    private const string Current = $"{Select} JOIN current_verdicts c ON c.verdict_id = v.id WHERE c.target_key = @target";

    // Index verdicts_by_target.
    private const string History = $"{Select} WHERE v.target_key = @target ORDER BY v.decided_at DESC, v.id DESC LIMIT @max";

    public Task<Verdict?> ReadAsync(Guid verdictId, CancellationToken cancellationToken) => OneAsync(new Statement(ById, ("id", verdictId)), cancellationToken);

    public Task<Verdict?> ReadOfScanAsync(Guid scanId, CancellationToken cancellationToken) => OneAsync(new Statement(OfScan, ("scan", scanId)), cancellationToken);

    public async Task<IReadOnlyList<Verdict>> ReadOfRunAsync(Guid runId, CancellationToken cancellationToken) =>
        await database.QueryAsync(new Statement(OfRun, ("run", runId)), Read, cancellationToken).ConfigureAwait(false);

    public Task<Verdict?> ReadCurrentAsync(string target, CancellationToken cancellationToken) =>
        OneAsync(new Statement(Current, ("target", ContentKey.Of(target))), cancellationToken);

    public async Task<IReadOnlyList<Verdict>> HistoryAsync(string target, int max, CancellationToken cancellationToken) =>
        await database.QueryAsync(new Statement(History, ("target", ContentKey.Of(target)), ("max", max)), Read, cancellationToken).ConfigureAwait(false);

    private async Task<Verdict?> OneAsync(Statement statement, CancellationToken cancellationToken) =>
        (await database.QueryAsync(statement, Read, cancellationToken).ConfigureAwait(false)).FirstOrDefault();

    private static Verdict Read(Row row) => new()
    {
        Id = row.Id(0),
        ScanId = row.Id(1),
        Target = row.Text(2),
        VersionId = row.IdOrNull(3),
        Kind = row.Enum<VerdictKind>(4),
        Depth = row.Enum<Depth>(5),
        PolicyDigest = row.Sha256(6),
        DecidedAt = row.Time(7),
        // A shared report names the scan that it was made for.
        Report = row.Json<ModelReport>(8) with { ScanId = row.Id(1) },
        CatalogDigest = row.Sha256(9),
    };
}
