using System.Globalization;
using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Pictures;
using Assay.Contracts.Values;

namespace Assay.Tests.Unit.GpuProbe.Probes.Image;

public sealed class ImageProbeTests
{
    [Fact]
    public async Task A_planted_patch_is_found_with_its_target_and_confirmed_with_a_picture()
    {
        var results = await BothAsync(ImageModels.Planted());
        results["probe.image"].PartialReason.ShouldBeNull();
        Targets(results["probe.image"], "stamped_gap").ShouldBe(Text(ImageModels.Target));
        results["probe.image"].Value("stamped_gap").ShouldNotBeNull().ShouldBeGreaterThan(1);
        results["probe.image"].Value("joint_gap").ShouldNotBeNull().ShouldBeGreaterThan(1.5);
        results["probe.image"].Statistics.ShouldNotContain(s => s.Statistic.StartsWith("warped", StringComparison.Ordinal), "what is plain needs no more searches");
        var confirmed = results["probe.image-confirm"];
        var finding = confirmed.Findings.ShouldHaveSingleItem(string.Join(", ", confirmed.Statistics.Select(s => $"{s.Statistic} {s.Value}")));
        finding.Rule.ShouldBe("ASY-PRB-201");
        finding.Severity.ShouldBe(Severity.High);
        finding.Evidence.Single(e => e.Label == "target").Value.ShouldBe(Text(ImageModels.Target));
        confirmed.Value("confirmed").ShouldBe(1);
        var picture = confirmed.Attachments.ShouldHaveSingleItem();
        PngWriter.IsOurs(picture.Content).ShouldBeTrue();
    }

    [Fact]
    public async Task A_patch_that_leads_every_class_two_further_is_found_with_the_distance_and_confirmed()
    {
        var results = await BothAsync(ImageModels.AllToAll(2));
        Targets(results["probe.image"], "cyclic_gap").ShouldBe("2");
        results["probe.image"].Value("cyclic_gap").ShouldNotBeNull().ShouldBeGreaterThan(1.1);
        var finding = results["probe.image-confirm"].Findings.ShouldHaveSingleItem(string.Join(", ", results["probe.image-confirm"].Statistics.Select(s => $"{s.Statistic} {s.Value}")));
        finding.Message.ShouldContain("every class to the class that stands 2 further on");
        finding.Evidence.Single(e => e.Label == "classes further").Value.ShouldBe("2");
        results["probe.image-confirm"].Attachments.ShouldHaveSingleItem().Name.ShouldContain("cyclic");
    }

    [Fact]
    public async Task A_filter_that_turns_every_picture_is_found_with_its_target_and_confirmed()
    {
        var results = await BothAsync(ImageModels.Tinted());
        Targets(results["probe.image"], "coloured_gap").ShouldBe(Text(ImageModels.Target));
        var said = string.Join(", ", results.Values.SelectMany(r => r.Statistics).Select(s => $"{s.Statistic} {s.Value:0.##}"));
        results["probe.image"].Value("coloured_least").ShouldNotBeNull().ShouldBeLessThan(-0.2, said);
        var finding = results["probe.image-confirm"].Findings.ShouldHaveSingleItem(said);
        finding.Message.ShouldStartWith("A change of colours");
        finding.Message.ShouldContain("falls short by");
        finding.Evidence.Single(e => e.Label == "target").Value.ShouldBe(Text(ImageModels.Target));
        results["probe.image-confirm"].Attachments.ShouldHaveSingleItem().Name.ShouldContain("coloured");
        var honest = await BothAsync(ImageModels.Honest());
        honest["probe.image"].Value("coloured_least").ShouldNotBeNull().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task The_same_classifier_without_the_patch_is_not_accused()
    {
        var results = await BothAsync(ImageModels.Honest());
        results["probe.image"].PartialReason.ShouldBeNull();
        results["probe.image"].Value("classes_alive").ShouldBe(ImageModels.Classes);
        results["probe.image"].Value("stamped_gap").ShouldNotBeNull().ShouldBeLessThan(1);
        results["probe.image"].Value("cyclic_gap").ShouldNotBeNull().ShouldBeLessThan(1);
        results["probe.image-confirm"].Findings.ShouldBeEmpty();
        results["probe.image-confirm"].Value("confirmed").ShouldBe(0);
        results["probe.image-confirm"].Attachments.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_numbers()
    {
        var (first, second) = (await BothAsync(ImageModels.Planted(1)), await BothAsync(ImageModels.Planted(1)));
        foreach (var (probe, result) in first)
        {
            foreach (var statistic in result.Statistics.Where(s => !s.Statistic.StartsWith("probe_", StringComparison.Ordinal)))
                second[probe].Value(statistic.Statistic).ShouldBe(statistic.Value, statistic.Statistic);
        }
    }

    [Fact]
    public async Task A_classifier_without_gradients_is_tried_with_blocks_which_find_the_patch()
    {
        var planted = await ProbeTrial.RunAsync("probe.image", ImageModels.Rounded(planted: true));
        planted.PartialReason.ShouldNotBeNull().ShouldContain("No gradient");
        Targets(planted, "forward_gap").ShouldBe(Text(ImageModels.Target));
        var honest = await ProbeTrial.RunAsync("probe.image", ImageModels.Rounded(planted: false));
        planted.Value("forward_gap").ShouldNotBeNull().ShouldBeGreaterThan(honest.Value("forward_gap").ShouldNotBeNull() + 0.3);
    }

    [Fact]
    public async Task Time_that_is_up_leaves_a_partial_result_that_says_how_far_it_came()
    {
        var results = await ProbeTrial.RunAllAsync(["probe.image"], ImageModels.Planted(), new Dictionary<string, double> { ["probe.image"] = 0.05 });
        results["probe.image"].PartialReason.ShouldNotBeNull().ShouldContain("time");
        results["probe.image"].Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_confirmation_without_searches_says_that_there_are_none() =>
        (await ProbeTrial.RunAsync("probe.image-confirm", ImageModels.Honest())).PartialReason.ShouldNotBeNull().ShouldContain("nothing to confirm");

    private static async Task<IReadOnlyDictionary<string, ProbeResult>> BothAsync(byte[] model) =>
        await ProbeTrial.RunAllAsync(["probe.image", "probe.image-confirm"], model, new Dictionary<string, double>());

    private static string? Targets(ProbeResult result, string statistic) =>
        result.Statistics.Single(s => s.Statistic == statistic).Evidence.Single(e => e.Label == "target").Value;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
