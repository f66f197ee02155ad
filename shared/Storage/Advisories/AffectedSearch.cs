using Assay.Contracts.Values;
using Assay.Domain.Advisories;
using Assay.Domain.Lineage;
using Assay.Storage.Lineage;
using Assay.Storage.Sql;

namespace Assay.Storage.Advisories;

/// <summary>Finds the versions in the store that an advisory concerns: from what it names to whoever has it.</summary>
public sealed class AffectedSearch
{
    /// <summary>Versions that are listed where nobody says how many.</summary>
    public const int DefaultMax = 1000;

    // Index version_marks_by_key, key of versions.
    private const string Marked = $"""
        SELECT {KnownRows.Model} FROM version_marks m JOIN versions v ON v.id = m.version_id WHERE m.kind = @kind AND m.key = @key ORDER BY v.resolved_at LIMIT @max
        """;

    // Index versions_by_repository.
    private const string OfRepository = $"""
        SELECT {KnownRows.Model} FROM versions v WHERE v.repository_id = @repository AND v.repository_id IS NOT NULL ORDER BY v.resolved_at LIMIT @max
        """;

    private const string ManifestOf = "SELECT key FROM version_marks WHERE version_id = @version AND kind = 1";

    private readonly IDatabase _database;
    private readonly ITensorIndex _index;

    internal AffectedSearch(IDatabase database, ITensorIndex index) => (_database, _index) = (database, index);

    /// <summary>Versions that the advisory concerns; none where it is withdrawn or says that nothing is affected.</summary>
    public async Task<AffectedVersions> OfAsync(Advisory advisory, int max, CancellationToken cancellationToken)
    {
        if (advisory.IsWithdrawn || advisory.Status == AdvisoryStatus.NotAffected) return new([], IsCut: false);
        var found = new List<AffectedVersion>();
        var isCut = false;
        foreach (var target in advisory.Affected)
        {
            List<AffectedVersion> some = [.. await ExactAsync(target, max + 1, cancellationToken).ConfigureAwait(false),
                .. await TensorsAsync(target, max + 1, cancellationToken).ConfigureAwait(false),
                .. await DescentAsync(target, max + 1, cancellationToken).ConfigureAwait(false)];
            isCut |= some.Count > max;
            found.AddRange(some);
        }
        var strongest = found.GroupBy(f => f.Model.VersionId).Select(g => g.OrderBy(f => f.Class).ThenByDescending(f => f.Confidence).First())
            .OrderBy(f => f.Class).ThenBy(f => f.Model.Name, StringComparer.Ordinal).ThenBy(f => f.Model.ResolvedAt).ToList();
        var concerned = new List<AffectedVersion>();
        foreach (var one in strongest)
        {
            if (concerned.Count == max) return new(concerned, IsCut: true);
            var manifest = await _database.QueryAsync(new Statement(ManifestOf, ("version", one.Model.VersionId)), static row => row.Sha256(0), cancellationToken).ConfigureAwait(false);
            var whole = one with { Manifest = manifest.FirstOrDefault() };
            if (!AdvisoryMatching.IsExcused(advisory, whole.Target, whole.Model.Source, whole.Model.Name, whole.Model.Revision, whole.Manifest)) concerned.Add(whole);
        }
        return new(concerned, isCut);
    }

    private async Task<IEnumerable<AffectedVersion>> ExactAsync(AdvisoryTarget target, int max, CancellationToken cancellationToken)
    {
        switch (target.Kind)
        {
            case TargetKind.Artifact:
                return (await _index.WhoHasAsync(target.Digest, max, cancellationToken).ConfigureAwait(false))
                    .Select(f => new AffectedVersion(f.Model, MatchClass.Exact, f.IsDeclared ? Confidence.Medium : Confidence.High, target, f.Path, default));
            case TargetKind.Manifest:
                return Of(await MarkedAsync(target, TargetKind.Manifest, max, cancellationToken).ConfigureAwait(false));
            case TargetKind.Package:
                var scope = target.Scope!;
                return Of((await _index.NamedAsync(scope.Repository, max, cancellationToken).ConfigureAwait(false))
                    .Where(m => AdvisoryMatching.IsPackage(scope, m.Source, m.Name, m.Revision)));
            case TargetKind.Repository:
                return Of(await _database.QueryAsync(
                    new Statement(OfRepository, ("repository", target.Value), ("max", max)), KnownRows.Read, cancellationToken).ConfigureAwait(false));
            default:
                return [];
        }

        IEnumerable<AffectedVersion> Of(IEnumerable<KnownModel> models) =>
            models.Select(m => new AffectedVersion(m, MatchClass.Exact, Confidence.High, target, null, default));
    }

    private async Task<IEnumerable<AffectedVersion>> TensorsAsync(AdvisoryTarget target, int max, CancellationToken cancellationToken)
    {
        if (target.Kind == TargetKind.Tensor)
        {
            return (await _index.WhoHoldsAsync(target.Digest, max, cancellationToken).ConfigureAwait(false))
                .Select(h => new AffectedVersion(h.File.Model, MatchClass.SameTensors, Confidence.High, target, h.File.Path, default));
        }
        if (target.Kind != TargetKind.Artifact) return [];
        // The same stand-ins by which a scan finds it, so that both say the same.
        var standIns = await _database.QueryAsync(
            new Statement(
                $"SELECT DISTINCT key FROM advisory_targets WHERE artifact = @artifact AND kind = {AdvisoryRows.StandIn}", ("artifact", target.Digest)),
            static row => row.Sha256(0),
            cancellationToken).ConfigureAwait(false);
        var seen = new Dictionary<Guid, AffectedVersion?>();
        foreach (var tensor in standIns)
        {
            foreach (var holder in await _index.WhoHoldsAsync(tensor, max, cancellationToken).ConfigureAwait(false))
            {
                var version = holder.File.Model.VersionId;
                if (seen.ContainsKey(version)) continue;
                var share = await TensorShare.OfAsync(_database, target.Digest, version, holder.File.Path, cancellationToken).ConfigureAwait(false);
                seen[version] = share.Share < AdvisoryMatching.SameShare ? null : new(
                    holder.File.Model, MatchClass.SameTensors, share.Held == share.Total ? Confidence.High : Confidence.Medium, target, holder.File.Path, default);
            }
        }
        return seen.Values.OfType<AffectedVersion>();
    }

    private async Task<IEnumerable<AffectedVersion>> DescentAsync(AdvisoryTarget target, int max, CancellationToken cancellationToken) =>
        target.Kind is not (TargetKind.Base or TargetKind.Package) ? [] : (await MarkedAsync(target, TargetKind.Base, max, cancellationToken).ConfigureAwait(false))
            .Select(m => new AffectedVersion(m, MatchClass.DeclaredDescent, Confidence.Low, target, null, default));

    private Task<List<KnownModel>> MarkedAsync(AdvisoryTarget target, TargetKind mark, int max, CancellationToken cancellationToken) => _database.QueryAsync(
        new Statement(Marked, ("kind", mark), ("key", AdvisoryRows.Key(target)), ("max", max)), KnownRows.Read, cancellationToken);
}
