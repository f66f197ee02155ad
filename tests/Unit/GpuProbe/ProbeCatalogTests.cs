using Assay.Analysis.Probes;
using Assay.GpuProbe.Catalog;
using NSubstitute;

namespace Assay.Tests.Unit.GpuProbe;

public sealed class ProbeCatalogTests
{
    [Fact]
    public void The_assemblys_probes_are_found() => ProbeCatalog.Discover().Find("probe.load").ShouldNotBeNull();

    [Fact]
    public void Every_rule_has_its_texts()
    {
        foreach (var rule in ProbeCatalog.Discover().Probes.SelectMany(probe => probe.Manifest.Rules))
        {
            rule.Id.ShouldMatch("^ASY-PRB-[0-9]{3}$");
            rule.Reason.ShouldNotBeNullOrWhiteSpace(rule.Id);
            rule.Remedy.ShouldNotBeNullOrWhiteSpace(rule.Id);
            rule.Example.ShouldNotBeNullOrWhiteSpace(rule.Id);
            rule.References.ShouldNotBeEmpty(rule.Id);
        }
    }

    [Fact]
    public void Two_probes_with_one_id_are_refused_at_the_start()
    {
        var probe = Substitute.For<IProbe>();
        probe.Manifest.Returns(new ProbeManifest("probe.twin", 1, default, [], []));
        Should.Throw<InvalidOperationException>(() => new ProbeCatalog([probe, probe])).Message.ShouldContain("probe.twin");
    }

    [Fact]
    public void An_id_without_its_prefix_is_refused_at_the_start()
    {
        var probe = Substitute.For<IProbe>();
        probe.Manifest.Returns(new ProbeManifest("load", 1, default, [], []));
        Should.Throw<InvalidOperationException>(() => new ProbeCatalog([probe]));
    }
}
