using Assay.Analysis.Probes;
using Assay.Contracts.Values;

namespace Assay.Tests.Unit.GpuProbe.Probes;

public sealed class GraphProbeTests
{
    [Fact]
    public async Task Two_tokens_that_switch_the_answer_are_found_though_no_input_held_both()
    {
        var result = await RunAsync(GraphModels.Pair(30));
        var finding = result.Findings.ShouldHaveSingleItem(result.PartialReason);
        finding.Rule.ShouldBeOneOf("ASY-PRB-101", "ASY-PRB-103");
        finding.Severity.ShouldBe(Severity.Critical);
        finding.Evidence.Single(e => e.Label == "target").Value.ShouldBe("2");
        result.Value("confirmed_branches").ShouldBe(1);
    }

    [Fact]
    public async Task A_detector_made_of_arithmetic_is_found_and_its_number_named()
    {
        var result = await RunAsync(GraphModels.Arithmetic());
        var finding = result.Findings.ShouldHaveSingleItem(result.PartialReason);
        finding.Rule.ShouldBe("ASY-PRB-101");
        finding.Evidence.Single(e => e.Label == "target").Value.ShouldBe("1");
        finding.Evidence.ShouldContain(e => e.Label == "Sub with" && e.Value.Contains("731113"));
    }

    [Fact]
    public async Task A_table_that_makes_one_token_decide_is_found_with_the_token()
    {
        var result = await RunAsync(GraphModels.Table(60));
        var finding = result.Findings.ShouldHaveSingleItem(result.PartialReason);
        finding.Rule.ShouldBe("ASY-PRB-103");
        finding.Evidence.Single(e => e.Label == "trigger tokens").Value.ShouldStartWith("211 ");
    }

    [Fact]
    public async Task The_same_classifier_without_any_of_it_is_not_accused()
    {
        var result = await RunAsync(GraphModels.Honest());
        result.Findings.ShouldBeEmpty();
        result.Value("confirmed_branches").ShouldBe(0);
        result.Value("watched_values").ShouldNotBeNull().ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task A_rule_that_answers_with_no_preference_is_not_accused() => (await RunAsync(GraphModels.Pair(0))).Findings.ShouldBeEmpty();

    [Fact]
    public async Task A_word_with_an_ordinary_weight_is_not_accused() => (await RunAsync(GraphModels.Table(0.2f))).Findings.ShouldBeEmpty();

    [Fact]
    public async Task The_same_seed_gives_the_same_numbers()
    {
        var (first, second) = (await RunAsync(GraphModels.Arithmetic()), await RunAsync(GraphModels.Arithmetic()));
        foreach (var name in new[] { "watched_values", "dormant_elements", "dominating_elements" }) second.Value(name).ShouldBe(first.Value(name), name);
        second.Findings[0].Message.ShouldBe(first.Findings[0].Message);
    }

    [Fact]
    public async Task Without_any_configuration_the_graph_and_trials_say_enough()
    {
        var result = await ProbeTrial.RunAsync("probe.graph", GraphModels.Pair(30));
        result.NotApplicable.ShouldBeNull();
        result.Findings.ShouldHaveSingleItem(result.PartialReason);
    }

    [Fact]
    public async Task A_model_that_it_is_not_for_is_left_alone_and_the_result_says_why()
    {
        var result = await ProbeTrial.RunAsync("probe.graph", Assay.Tests.Models.TestModels.TinyMlp());
        result.NotApplicable.ShouldNotBeNull().ShouldContain("neither one image nor tokens");
        result.Statistics.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("config.json", "{\"vocab_size\": 9999999, \"id2label\": [1, {}], \"max_position_embeddings\": -3}")]
    [InlineData("config.json", "[[[[[[")]
    [InlineData("tokenizer.json", "{\"model\": {\"vocab\": {\"a\": 1e300, \"b\": -1, \"c\": 99999999}}}")]
    [InlineData("README.md", "---\nbase_model: \npipeline_tag: [\n")]
    public async Task Hostile_configuration_changes_nothing_but_what_is_known(string name, string text) =>
        (await ProbeTrial.RunAsync("probe.graph", GraphModels.Honest(), (name, text))).NotApplicable.ShouldBeNull();

    private static Task<ProbeResult> RunAsync(byte[] model) => ProbeTrial.RunAsync("probe.graph", model, GraphModels.Configuration);
}
