using Assay.Contracts.Values;
using Assay.Domain.Advisories;
using Assay.Storage.Sql;

namespace Assay.Storage.Advisories;

/// <summary>Statements that write one revision and what hangs on it.</summary>
internal static class AdvisoryRows
{
    /// <summary>Kind of rows for tensors that stand for a file.</summary>
    public const int StandIn = 6;

    /// <summary>How many of a file's largest tensors stand for it: whoever holds nearly all of its bytes holds one of them, unless it was made to evade.</summary>
    private const int StandIns = 8;

    // Primary key of advisories.
    private const string Upsert = """
        INSERT INTO advisories (id, revision, change, severity, status, withdrawn, body)
        VALUES (@id, @revision, @change, @severity, @status, @withdrawn, @body)
        ON CONFLICT (id) DO UPDATE SET revision = @revision, change = @change, severity = @severity, status = @status, withdrawn = @withdrawn, body = @body
        """;

    private const string AddRevision = """
        INSERT INTO advisory_revisions (advisory_id, revision, change, kind, actor, at, body) VALUES (@id, @revision, @change, @kind, @actor, @at, @body)
        """;

    private const string AddEvent = """
        INSERT INTO advisory_events (id, change, advisory_id, revision, kind, at, handled) VALUES (@event, @change, @id, @revision, @kind, @at, @handled)
        """;

    // Index advisory_targets_by_advisory.
    private const string RemoveTargets = "DELETE FROM advisory_targets WHERE advisory_id = @id";

    private const string AddTarget =
        "INSERT INTO advisory_targets (advisory_id, kind, key, artifact) VALUES (@id, @kind, @key, @key) ON CONFLICT DO NOTHING";

    // Primary key of tensors, by its first column.
    private static readonly string _addStandIns = $"""
        INSERT INTO advisory_targets (advisory_id, kind, key, artifact)
        SELECT @id, {StandIn}, t.digest, t.artifact FROM tensors t WHERE t.artifact = @artifact AND t.kind = 0 ORDER BY t.size DESC, t.digest LIMIT {StandIns}
        ON CONFLICT DO NOTHING
        """;

    public static IEnumerable<Statement> Write(Advisory advisory, long change, AdvisoryChangeKind kind, string actor, DateTimeOffset at, Guid eventId)
    {
        var body = Json.Write(advisory);
        yield return new(
            Upsert, ("id", advisory.Id), ("revision", advisory.Revision), ("change", change), ("severity", advisory.Severity), ("status", advisory.Status),
            ("withdrawn", advisory.IsWithdrawn), ("body", body));
        yield return new(
            AddRevision, ("id", advisory.Id), ("revision", advisory.Revision), ("change", change), ("kind", kind), ("actor", actor), ("at", at), ("body", body));
        yield return new(
            AddEvent, ("event", eventId), ("change", change), ("id", advisory.Id), ("revision", advisory.Revision), ("kind", kind), ("at", at), ("handled", false));
        yield return new(RemoveTargets, ("id", advisory.Id));
        if (advisory.IsWithdrawn || advisory.Status == AdvisoryStatus.NotAffected) yield break;
        foreach (var target in advisory.Affected)
        {
            yield return new(AddTarget, ("id", advisory.Id), ("kind", target.Kind), ("key", Key(target)));
            if (target.Kind == TargetKind.Artifact) yield return AddStandIns(advisory.Id, target.Digest);
        }
    }

    /// <summary>The tensors that stand for a file, where its tensors are known.</summary>
    public static Statement AddStandIns(string advisory, Sha256Digest artifact) => new(_addStandIns, ("id", advisory), ("artifact", artifact));

    /// <summary>Packages are found by their repository, whichever commit is meant.</summary>
    public static byte[] Key(AdvisoryTarget target) =>
        target.Digest is { IsEmpty: false } digest ? Convert.FromHexString(digest.Hex) : ContentKey.Of(target.Scope?.Repository ?? target.Value);
}
