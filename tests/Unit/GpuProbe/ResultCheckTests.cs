using Assay.Analysis.Probes;
using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.GpuProbe.Probes.Load;
using Assay.GpuProbe.Protocol;

namespace Assay.Tests.Unit.GpuProbe;

public sealed class ResultCheckTests
{
    private static readonly ProbeManifest Manifest = new LoadProbe().Manifest;

    [Fact]
    public void A_child_cannot_invent_rules() =>
        Should.Throw<ProbeProtocolException>(() => ResultCheck.Rebuild(Manifest, With(Finding() with { Rule = "ASY-PKL-001" })));

    [Fact]
    public void Titles_references_and_places_are_the_workers_own()
    {
        var rebuilt = ResultCheck.Rebuild(Manifest, With(Finding())).Findings.ShouldHaveSingleItem();
        rebuilt.Title.ShouldBe(LoadRules.CannotLoad.Title);
        rebuilt.References.ShouldBe(LoadRules.CannotLoad.References);
        rebuilt.Location.Path.ShouldBe("");
    }

    [Fact]
    public void Texts_are_quoted_and_bounded()
    {
        var rebuilt = ResultCheck.Rebuild(Manifest, With(Finding() with { Message = "\u001b[31m" + new string('x', 100_000) })).Findings[0];
        rebuilt.Message.ShouldStartWith("\\u001b[31m");
        rebuilt.Message.Length.ShouldBeLessThan(1100);
        rebuilt.Evidence[0].Value.ShouldBe("\\u202egnp");
    }

    [Fact]
    public void Numbers_have_to_be_numbers_and_probabilities_probable()
    {
        Refuses(new("probe.load", "", "x", double.NaN, null, null, []));
        Refuses(new("probe.load", "", "x", 1, 2, null, []));
        Refuses(new("probe.load", "", "x", 1, null, -0.1, []));
    }

    [Fact]
    public void A_statistic_speaks_for_its_own_probe_only()
    {
        var rebuilt = ResultCheck.Rebuild(Manifest, new([], [new("probe.other", "/etc/passwd", "x", 1, null, null, [])])).Statistics.ShouldHaveSingleItem();
        (rebuilt.Probe, rebuilt.Path, rebuilt.Value).ShouldBe(("probe.load", "", 1));
    }

    [Fact]
    public void More_findings_than_a_probe_can_have_are_refused() =>
        Should.Throw<ProbeProtocolException>(() => ResultCheck.Rebuild(Manifest, new([.. Enumerable.Repeat(Finding(), 1000)], [])));

    private static void Refuses(ProbeReport statistic) => Should.Throw<ProbeProtocolException>(() => ResultCheck.Rebuild(Manifest, new([], [statistic])));

    private static ProbeResult With(Finding finding) => new([finding], []);

    private static Finding Finding() => new("ASY-PRB-001", Severity.Medium, Confidence.High, "Trust me", "message", new("../../etc/passwd"),
        [new("label", "\u202egnp")], ["made up"]);
}
