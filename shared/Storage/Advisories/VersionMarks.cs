using Assay.Domain.Advisories;
using Assay.Domain.Versions;
using Assay.Storage.Sql;
using Assay.Storage.Trust;

namespace Assay.Storage.Advisories;

/// <summary>Marks in the database.</summary>
internal sealed class VersionMarks(IDatabase database) : IVersionMarks
{
    // Primary key of version_marks.
    private const string Known = "SELECT kind, value FROM version_marks WHERE version_id = @version";

    private const string Add = """
        INSERT INTO version_marks (version_id, kind, key, value) VALUES (@version, @kind, @key, @value) ON CONFLICT DO NOTHING
        """;

    // Primary keys of version_files and advisory_targets; index advisory_targets_by_advisory.
    private static readonly string _unmarked = $"""
        SELECT DISTINCT a.advisory_id, a.key FROM version_files f JOIN advisory_targets a ON a.kind = 0 AND a.key = f.sha256
        WHERE f.version_id = @version AND f.sha256 IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM advisory_targets s WHERE s.advisory_id = a.advisory_id AND s.kind = {AdvisoryRows.StandIn} AND s.artifact = a.key)
        """;

    public async Task RecordAsync(ModelVersion version, IReadOnlyCollection<string> bases, CancellationToken cancellationToken)
    {
        var known = await database.QueryAsync(
            new Statement(Known, ("version", version.Id)), static row => new AdvisoryTarget(row.Enum<TargetKind>(0), row.Text(1)), cancellationToken).ConfigureAwait(false);
        List<AdvisoryTarget> marks = [.. bases.Select(name => new AdvisoryTarget(TargetKind.Base, name).Normal()).OfType<AdvisoryTarget>()];
        if (VersionManifest.DigestOf(version) is { IsEmpty: false } manifest) marks.Add(new(TargetKind.Manifest, manifest.Hex));
        var statements = marks.Except(known)
            .Select(m => new Statement(Add, ("version", version.Id), ("kind", m.Kind), ("key", AdvisoryRows.Key(m)), ("value", m.Value))).ToList();
        var unmarked = await database.QueryAsync(
            new Statement(_unmarked, ("version", version.Id)), static row => (Advisory: row.Text(0), Artifact: row.Sha256(1)), cancellationToken).ConfigureAwait(false);
        statements.AddRange(unmarked.Select(u => AdvisoryRows.AddStandIns(u.Advisory, u.Artifact)));
        if (statements.Count > 0) await database.ChangeAsync(statements, static _ => true, cancellationToken).ConfigureAwait(false);
    }
}
