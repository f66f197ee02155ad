using Assay.Analysis;
using Assay.Analysis.Catalog;
using Assay.Analysis.Containers;
using Assay.Contracts.Rules;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.GpuProbe.Catalog;
using Assay.HashVerify;
using Assay.HashVerify.Lineage;
using Assay.Inspect;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Cli.Rules;

/// <summary>Every rule of every service of this build, gathered from the services' own catalogues.</summary>
public static class KnownRules
{
    private static readonly Lazy<RuleCatalogue> Gathered = new(() => new([.. Inspection(), .. Comparison(), .. Probes()]));

    public static IRuleCatalogue Catalogue => Gathered.Value;

    private static List<RuleEntry> Inspection()
    {
        var services = new ServiceCollection().AddLogging();
        using var provider = services.AddInspect(new ConfigurationBuilder().Build()).BuildServiceProvider();
        var catalog = provider.GetRequiredService<AnalyserCatalog>();
        var walk = provider.GetRequiredService<InspectDescriptors>().Walk;
        return
        [
            .. ArchiveRules.All.Select(rule => Entry(rule, walk.Id, walk.Version, walk.Maturity)),
            .. catalog.Containers.SelectMany(c => c.Manifest.Rules.Select(rule => Entry(rule, c.Manifest.Id, c.Manifest.Version, walk.Maturity))),
            .. catalog.Analysers.SelectMany(Of).GroupBy(r => r.Id).Select(Shared),
        ];
    }

    // Code is code wherever it stands: the analysers of scripts, notebooks and configurations report it by the same rules.
    private static RuleEntry Shared(IEnumerable<RuleEntry> rules)
    {
        List<RuleEntry> all = [.. rules];
        return all[0] with { Analyser = string.Join(", ", all.Select(r => r.Analyser)) };
    }

    private static IEnumerable<RuleEntry> Of(IAnalyser analyser)
    {
        var (manifest, data) = (analyser.Manifest, analyser is IRuleData rules ? rules.DataDigest : default);
        return manifest.Rules.Select(rule => Entry(rule, manifest.Id, manifest.Version, manifest.Maturity, data));
    }

    private static IEnumerable<RuleEntry> Comparison()
    {
        var verifier = HashVerifyDescriptors.Comparison;
        var lineage = new LineageDescriptors(new()).Comparison;
        return HashRules.All.Select(rule => Entry(rule, verifier.Id, verifier.Version, verifier.Maturity))
            .Concat(LineageRules.All.Select(rule => Entry(rule, lineage.Id, lineage.Version, lineage.Maturity)));
    }

    private static IEnumerable<RuleEntry> Probes() => ProbeCatalog.Discover().Probes.Select(p => p.Manifest)
        .SelectMany(m => m.Rules.Select(rule => Entry(rule, m.Id, m.Version, m.Maturity)));

    private static RuleEntry Entry(Rule rule, string analyser, int version, Maturity maturity, Sha256Digest data = default) => new(
        rule.Id, rule.Title, rule.Severity, rule.Reason, rule.Example, rule.Remedy, rule.References, analyser, version,
        maturity.ToString().ToLowerInvariant(), data);
}
