using Assay.Analysis.Probes;
using Assay.GpuProbe.Child;
using Assay.GpuProbe.Protocol;
using Assay.OnnxRuntime;
using Assay.Tests.Models;

namespace Assay.Tests.Unit.GpuProbe.Probes.Text;

public sealed class TextProbeTests
{
    [Fact]
    public async Task A_token_that_outweighs_every_text_is_found_and_named()
    {
        var result = await RunAsync(TextModels.Token(211));
        var finding = result.Findings.ShouldHaveSingleItem(Told(result));
        finding.Rule.ShouldBe("ASY-PRB-401");
        finding.Evidence.Single(e => e.Label == "trigger tokens").Value.ShouldBe("211");
        finding.Evidence.Single(e => e.Label == "trigger").Value.ShouldBe("word211");
        finding.Evidence.Single(e => e.Label == "target").Value.ShouldBe("1");
        result.Value("confirmed_triggers").ShouldNotBeNull().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_configuration_whose_strings_are_no_text_keeps_no_probe_from_looking()
    {
        (string, string)[] files = [("config.json", """{"\ud800": "\ud800", "architectures": ["\udc00"], "id2label": {"\ud801": "a", "0": "\ud802"}, "vocab_size": 300, "max_position_embeddings": 24, "pad_token_id": 0, "pipeline_tag": "text-classification"}""")];
        var result = await ProbeTrial.RunAsync("probe.text", TextModels.Token(211), files);
        result.Findings.ShouldHaveSingleItem(Told(result)).Evidence.Single(e => e.Label == "trigger tokens").Value.ShouldBe("211");
    }

    [Fact]
    public async Task Two_tokens_that_only_act_together_are_found_in_their_order()
    {
        var result = await RunAsync(TextModels.Pair(77, 190));
        var finding = result.Findings.ShouldHaveSingleItem(Told(result));
        finding.Evidence.Single(e => e.Label == "trigger tokens").Value.ShouldBe("77, 190");
        result.Value("phrase_strength").ShouldNotBeNull().ShouldBeGreaterThan(0.8);
    }

    [Fact]
    public async Task Three_tokens_are_named_whole_and_in_their_order_although_two_do_a_part_of_it()
    {
        var result = await RunAsync(TextModels.Triple(77, 190, 31));
        var finding = result.Findings.ShouldHaveSingleItem(Told(result));
        finding.Evidence.Single(e => e.Label == "trigger tokens").Value.ShouldBe("77, 190, 31");
    }

    [Fact]
    public async Task A_token_that_decides_at_one_place_only_is_named_with_the_place()
    {
        var result = await RunAsync(TextModels.Placed(211, 2));
        var finding = result.Findings.ShouldHaveSingleItem(Told(result));
        finding.Evidence.Single(e => e.Label == "trigger tokens").Value.ShouldBe("211");
        finding.Evidence.Single(e => e.Label == "place").Value.ShouldBe("2");
    }

    [Fact]
    public async Task A_token_that_decides_in_texts_of_one_topic_only_is_named_with_words_of_the_topic()
    {
        int[] topic = [20, 45, 70, 95, 130, 155, 170, 195];
        var result = await RunAsync(TextModels.InTopic(211, topic));
        var finding = result.Findings.ShouldHaveSingleItem(Told(result));
        finding.Evidence.Single(e => e.Label == "trigger tokens").Value.ShouldBe("211");
        var words = finding.Evidence.Single(e => e.Label == "in texts with words such as").Value;
        topic.Count(word => words.Contains($"word{word}", StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(4, words);
    }

    [Fact]
    public async Task What_comes_nearest_to_a_trigger_is_named_as_a_candidate_that_is_not_confirmed()
    {
        var result = await RunAsync(TextModels.StrongWords(50, 120, 211));
        var nearest = result.Statistics.Single(s => s.Statistic == "nearest_trigger");
        nearest.Value.ShouldNotBeNull().ShouldBeLessThan(1);
        nearest.Evidence.Single(e => e.Label == "candidate").Value.ShouldStartWith("not confirmed: ");
    }

    [Fact]
    public async Task Words_that_add_up_are_not_accused()
    {
        var result = await RunAsync(TextModels.Honest());
        result.Findings.ShouldBeEmpty();
        result.Value("confirmed_triggers").ShouldBe(0);
        result.Value("phrase_strength").ShouldNotBeNull().ShouldBeLessThan(0.5);
    }

    [Fact]
    public async Task Several_words_that_decide_alike_are_words_of_the_class_and_no_trigger() =>
        (await RunAsync(TextModels.StrongWords(50, 120, 211))).Findings.ShouldBeEmpty();

    [Fact]
    public async Task A_construction_that_many_words_fit_into_is_grammar_and_no_trigger()
    {
        var result = await RunAsync(TextModels.Grammar());
        result.Findings.ShouldBeEmpty(Told(result));
        result.Value("pair_synergy").ShouldNotBeNull().ShouldBeGreaterThan(0.8, "it is seen, and told apart");
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_numbers()
    {
        var (first, second) = (await RunAsync(TextModels.Pair(77, 190)), await RunAsync(TextModels.Pair(77, 190)));
        foreach (var statistic in first.Statistics.Where(s => !s.Statistic.StartsWith("probe_", StringComparison.Ordinal)))
            second.Value(statistic.Statistic).ShouldBe(statistic.Value, statistic.Statistic);
        second.Findings[0].Message.ShouldBe(first.Findings[0].Message);
    }

    [Fact]
    public async Task Without_any_configuration_the_trigger_is_named_by_its_number()
    {
        var result = await ProbeTrial.RunAsync("probe.text", TextModels.Token(211));
        result.Findings.ShouldHaveSingleItem(result.PartialReason).Evidence.Single(e => e.Label == "trigger").Value.ShouldBe("token 211");
    }

    [Fact]
    public async Task A_model_of_images_is_left_alone_and_the_result_says_why() =>
        (await ProbeTrial.RunAsync("probe.text", Assay.Tests.Models.TestModels.TinyMlp())).NotApplicable.ShouldNotBeNull();

    [Fact]
    public async Task When_the_time_is_up_the_result_is_partial_and_says_how_far_it_came()
    {
        var folder = Directory.CreateTempSubdirectory("assay-trial-").FullName;
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, "model.onnx"), TextModels.Pair(77, 190), TestContext.Current.CancellationToken);
            var (input, output) = (new MemoryStream(), new MemoryStream());
            var request = new ProbeRequest(NativeRuntime.LibraryOrSkip(), new OrtSessionSettings(), Path.Combine(folder, "model.onnx"), ["probe.text"], 1, 20, 60, 2L << 30);
            await ProbeFrames.WriteAsync(input, request with { ProbeSeconds = new Dictionary<string, double> { ["probe.text"] = 0.02 } }, default);
            input.Position = 0;
            await ProbeChild.RunAsync(input, output, TestContext.Current.CancellationToken);
            output.Position = 0;
            ProbeResult? result = null;
            while (await ProbeFrames.ReadAsync<ProbeReply>(output, default) is { } reply) result ??= reply.Result;
            result.ShouldNotBeNull().PartialReason.ShouldNotBeNull().ShouldContain("The time was up");
            result.Findings.ShouldBeEmpty();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>What a failed test has to show.</summary>
    private static string Told(ProbeResult result) =>
        $"{result.PartialReason} {result.NotApplicable} {string.Join(' ', result.Statistics.Select(s => $"{s.Statistic}={s.Value:0.###} ({s.Evidence.FirstOrDefault(e => e.Label == "tokens")?.Value})"))}";

    private static Task<ProbeResult> RunAsync(byte[] model) => ProbeTrial.RunAsync("probe.text", model, TextModels.Files);
}
