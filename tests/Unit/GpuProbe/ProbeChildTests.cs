using Assay.Analysis.Probes;
using Assay.GpuProbe.Child;
using Assay.GpuProbe.Protocol;
using Assay.OnnxRuntime;
using Assay.Tests.Models;

namespace Assay.Tests.Unit.GpuProbe;

/// <summary>The child in this process: for models that do no harm.</summary>
public sealed class ProbeChildTests
{
    [Fact]
    public async Task A_greeting_is_answered_with_what_the_runtime_can_do()
    {
        var replies = await AskAsync(null, NativeRuntime.LibraryOrSkip());
        replies.Select(reply => reply.Kind).ShouldBe([ProbeReplyKind.Ready, ProbeReplyKind.Done]);
        replies[0].Providers.ShouldNotBeNull().ShouldContain("CPUExecutionProvider");
    }

    [Fact]
    public async Task Without_a_library_the_answer_is_a_failure_in_words()
    {
        var replies = await AskAsync(null, "/nonexistent/libonnxruntime.so");
        replies.ShouldHaveSingleItem().Text.ShouldNotBeNull().ShouldContain("/nonexistent/libonnxruntime.so");
    }

    [Fact]
    public async Task Input_that_is_no_request_ends_the_child_with_an_error() =>
        (await ProbeChild.RunAsync(new MemoryStream([1, 0, 0, 0, (byte)'x']), Stream.Null, default)).ShouldBe(2);

    [Fact]
    public async Task The_same_seed_gives_the_same_numbers()
    {
        var first = await StatisticsAsync(TestModels.TinyMlp());
        (await StatisticsAsync(TestModels.TinyMlp()))["output_finite_share"].ShouldBe(first["output_finite_share"]);
        first["output_finite_share"].ShouldBe(1);
        first["output_constant"].ShouldBe(0);
        first["deterministic"].ShouldBe(1);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(2)]
    public async Task Token_ids_are_kept_within_what_the_model_knows(int vocabulary) =>
        (await StatisticsAsync(TestModels.Embedding(vocabulary)))["output_finite_share"].ShouldBe(1);

    [Fact]
    public async Task Inputs_that_cannot_be_made_are_told_and_not_held_against_the_model()
    {
        var result = await ResultAsync(TestModels.Strings());
        result.Findings.ShouldBeEmpty();
        result.PartialReason.ShouldNotBeNull().ShouldContain("String");
    }

    private static async Task<Dictionary<string, double?>> StatisticsAsync(byte[] model) =>
        (await ResultAsync(model)).Statistics.ToDictionary(statistic => statistic.Statistic, statistic => statistic.Value);

    private static async Task<ProbeResult> ResultAsync(byte[] model)
    {
        var path = Path.GetTempFileName();
        await File.WriteAllBytesAsync(path, model, TestContext.Current.CancellationToken);
        var replies = await AskAsync(path, NativeRuntime.LibraryOrSkip());
        File.Delete(path);
        return replies.Single(reply => reply.Kind == ProbeReplyKind.Result).Result.ShouldNotBeNull();
    }

    private static async Task<List<ProbeReply>> AskAsync(string? model, string library)
    {
        var (input, output) = (new MemoryStream(), new MemoryStream());
        string[] probes = model is null ? [] : ["probe.load"];
        await ProbeFrames.WriteAsync(input, new ProbeRequest(library, new OrtSessionSettings(), model, probes, 1, 20, 60, 1L << 30), default);
        input.Position = 0;
        (await ProbeChild.RunAsync(input, output, TestContext.Current.CancellationToken)).ShouldBe(0);
        output.Position = 0;
        var replies = new List<ProbeReply>();
        while (await ProbeFrames.ReadAsync<ProbeReply>(output, default) is { } reply) replies.Add(reply);
        return replies;
    }
}
