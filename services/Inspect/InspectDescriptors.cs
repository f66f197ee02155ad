using System.Collections;
using Assay.Analysis;
using Assay.Analysis.Catalog;
using Assay.Analysis.Containers;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Hosting.Workers;
using Assay.Inspect.Walk;

namespace Assay.Inspect;

/// <summary>The walk and the analysers as the ledger knows them: announced by the host, and the source of every fact's key.</summary>
public sealed class InspectDescriptors : IReadOnlyList<AnalyserDescriptor>, IDescriptorSource
{
    /// <summary>Version of detection and walk; raised whenever either finds other nodes or reports other things.</summary>
    private const int WalkVersion = 2;

    private readonly List<AnalyserDescriptor> _all;

    public InspectDescriptors(AnalyserCatalog catalog, WalkLimits limits)
    {
        var settings = ManifestDigest.Of(limits.Canonical());
        var containers = string.Join(';', catalog.Containers.Select(c => $"{c.Manifest.Id}={c.Manifest.Version}:{string.Join(',', c.Manifest.Accepts)}"));
        var rules = ManifestDigest.OfRules(ArchiveRules.All.Concat(catalog.Containers.SelectMany(c => c.Manifest.Rules)), ManifestDigest.Of(containers));
        Walk = new(AnalyserDescriptor.WalkId, WalkVersion, Stage.Inspect, Maturity.Enforcing, ["*", .. catalog.Containers.SelectMany(c => c.Manifest.Accepts).Distinct()], settings, rules);
        // What an analyser gets to see depends on how far the walk goes and what it opens, so the same settings belong to its key.
        var seen = ManifestDigest.Of(settings.Hex + rules.Hex);
        _all = [Walk, .. catalog.Analysers.Select(a => Describe(a, seen))];
    }

    public AnalyserDescriptor Walk { get; }

    IReadOnlyList<AnalyserDescriptor> IDescriptorSource.Descriptors => this;

    public int Count => _all.Count;

    public AnalyserDescriptor this[int index] => _all[index];

    /// <summary>The descriptor of an analyser.</summary>
    public AnalyserDescriptor Of(IAnalyser analyser) => _all.First(d => d.Id == analyser.Manifest.Id);

    public IEnumerator<AnalyserDescriptor> GetEnumerator() => _all.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static AnalyserDescriptor Describe(IAnalyser analyser, Sha256Digest settings)
    {
        var manifest = analyser.Manifest;
        var data = analyser is IRuleData rules ? rules.DataDigest : default;
        return new(manifest.Id, manifest.Version, Stage.Inspect, manifest.Maturity, manifest.Accepts, settings, ManifestDigest.OfRules(manifest.Rules, data));
    }
}
