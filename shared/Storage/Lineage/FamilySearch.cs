using Assay.Contracts.Values;
using Assay.Domain.Lineage;

namespace Assay.Storage.Lineage;

/// <summary>Finds the relatives of a model by content: candidates by its largest tensors, then each candidate compared exactly.</summary>
public sealed class FamilySearch(ITensorIndex index)
{
    /// <summary>Tensors read of one model; what is beyond them is not compared.</summary>
    public const int MaxTensors = 100_000;

    /// <summary>Tensors by which candidates are looked for, the largest first: what is shared shows in them, and a question stays small.</summary>
    private const int Probes = 256;

    /// <summary>Files of one tensor, so that a base with ten thousand descendants is no slower than one with ten.</summary>
    private const int HoldersOfEach = 200;

    private const int MaxModels = 2000;

    /// <summary>Relatives of a version, by all its files.</summary>
    public async Task<FamilyTree> OfVersionAsync(Guid version, CancellationToken cancellationToken)
    {
        var own = new ModelTensors(await index.OfVersionAsync(version, MaxTensors, cancellationToken).ConfigureAwait(false));
        return await SearchAsync(own, version, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Relatives of one file, whichever model has it.</summary>
    public async Task<FamilyTree> OfArtifactAsync(Sha256Digest artifact, CancellationToken cancellationToken)
    {
        var own = new ModelTensors(await index.OfArtifactAsync(artifact, MaxTensors, cancellationToken).ConfigureAwait(false));
        return await SearchAsync(own, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Known versions of models with one of the names, with their tensors; at most a few of each.</summary>
    public async Task<IReadOnlyList<(KnownModel Model, ModelTensors Tensors)>> NamedAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        const int MaxNames = 8;
        const int MaxVersions = 4;
        var found = new List<(KnownModel Model, ModelTensors Tensors)>();
        foreach (var name in names.Take(MaxNames))
        {
            foreach (var model in await index.NamedAsync(name, MaxVersions, cancellationToken).ConfigureAwait(false))
                found.Add((model, new(await index.OfVersionAsync(model.VersionId, MaxTensors, cancellationToken).ConfigureAwait(false))));
        }
        return found;
    }

    private async Task<FamilyTree> SearchAsync(ModelTensors own, Guid? self, CancellationToken cancellationToken)
    {
        var probes = own.Evidence.Values.OrderByDescending(t => t.Size).ThenBy(t => t.Digest.Hex, StringComparer.Ordinal).Take(Probes).Select(t => t.Digest).ToList();
        if (probes.Count == 0) return new(own, [], IsCut: false);
        var holders = await index.HoldersAsync(probes, HoldersOfEach, cancellationToken).ConfigureAwait(false);
        var models = await index.ModelsWithAsync(holders.Keys.ToList(), MaxModels, cancellationToken).ConfigureAwait(false);
        var ranked = models.Where(m => m.Model.VersionId != self).GroupBy(m => m.Model)
            .Select(g => (Model: g.Key, Bytes: g.SelectMany(m => holders[m.Artifact]).Distinct().Sum(d => own.Evidence[d].Size)))
            .OrderByDescending(m => m.Bytes).ThenBy(m => m.Model.ResolvedAt).ThenBy(m => m.Model.Name, StringComparer.Ordinal).ToList();
        var candidates = new List<(KnownModel Model, ModelTensors Tensors)>();
        foreach (var (model, _) in ranked.Take(FamilyTree.MaxRelatives))
            candidates.Add((model, new(await index.OfVersionAsync(model.VersionId, MaxTensors, cancellationToken).ConfigureAwait(false))));
        var isCut = ranked.Count > FamilyTree.MaxRelatives || models.Count >= MaxModels || own.Evidence.Count > Probes
            || holders.Values.SelectMany(h => h).GroupBy(d => d).Any(g => g.Count() >= HoldersOfEach);
        return FamilyTree.Of(own, candidates, isCut);
    }
}
