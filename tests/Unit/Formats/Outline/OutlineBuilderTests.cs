using System.Buffers.Binary;
using System.Text;
using Assay.Contracts.Values;
using Assay.Formats;
using Assay.Formats.Outline;

namespace Assay.Tests.Unit.Formats.Outline;

public sealed class OutlineBuilderTests
{
    private const int Weights = 20 << 20;
    private static readonly byte[] Pickle = [0x80, 2, .. "cos\nsystem\nX"u8, 17, 0, 0, 0, .. "echo assay-canary"u8, 0x85, (byte)'R', (byte)'.'];

    [Fact]
    public async Task Of_safetensors_the_header_is_fetched_and_not_the_tensors()
    {
        var reader = new CountingReader(SafeTensors(Weights));

        var outline = await BuildAsync(reader);

        outline.ShouldNotBeNull();
        reader.Fetched.ShouldBeLessThan(1 << 20);
        var source = OutlineFile.Open(new MemoryByteSource(outline)).ShouldNotBeNull();
        source.Length.ShouldBe(reader.Length);
        var head = new byte[100];
        source.Read(0, head).ShouldBe(100);
        head.ShouldBe(reader.Bytes[..100]);
        source.Missed.ShouldBeNull();
        var result = await Inspect.Samples.Walk().RunAsync(
            Sha256Digest.OfNothing, NameHint.SafeTensors, source, Depth.Structure, null, TestContext.Current.CancellationToken);
        (result.PartialReason, result.BytesUnderstood, result.Gaps.Count).ShouldBe((null, reader.Length, 0));
    }

    [Fact]
    public async Task Of_a_torch_archive_everything_but_the_storages_is_fetched_and_examined_as_ever()
    {
        var archive = SampleArchives.Zip(
            ("model/data.pkl", Pickle), ("model/data/0", new byte[Weights]), ("model/data/1", new byte[Weights]), ("model/version", "3\n"u8.ToArray()));
        var reader = new CountingReader(archive);

        var outline = await BuildAsync(reader);

        reader.Fetched.ShouldBeLessThan(1 << 20);
        var result = await Inspect.Samples.Walk().RunAsync(
            Sha256Digest.OfNothing, NameHint.None, OutlineFile.Open(new MemoryByteSource(outline!))!, Depth.Structure, null, TestContext.Current.CancellationToken);
        Inspect.Samples.FindingsOf(result).ShouldHaveSingleItem().Rule.ShouldBe("ASY-PKL-001");
        result.PartialReason.ShouldBeNull();
        result.Gaps.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_gguf_the_metadata_and_the_descriptions_are_fetched_and_not_the_tensors()
    {
        var builder = new Gguf.GgufBuilder { Data = new byte[Weights] };
        var reader = new CountingReader(builder.Text("general.architecture", "llama").Text("tokenizer.chat_template", "{{ messages }}")
            .Tensor("token_embd.weight", 0, 0, Weights / 4).ToArray());

        var outline = await BuildAsync(reader);

        reader.Fetched.ShouldBeLessThan(8 << 20);
        var source = OutlineFile.Open(new MemoryByteSource(outline.ShouldNotBeNull())).ShouldNotBeNull();
        source.Length.ShouldBe(reader.Length);
        var result = await Inspect.Samples.Walk().RunAsync(
            Sha256Digest.OfNothing, NameHint.Gguf, source, Depth.Structure, null, TestContext.Current.CancellationToken);
        (result.PartialReason, result.Gaps.Count).ShouldBe((null, 0));
        source.Missed.ShouldBeNull();
    }

    [Fact]
    public async Task A_member_that_is_no_storage_and_too_large_is_said_to_be_unread()
    {
        var archive = SampleArchives.Zip(("model/data.pkl", Pickle), ("model/big.pkl", new byte[(int)OutlineBuilder.MaxBytes]));

        var outline = await BuildAsync(new CountingReader(archive));

        var result = await Inspect.Samples.Walk().RunAsync(
            Sha256Digest.OfNothing, NameHint.None, OutlineFile.Open(new MemoryByteSource(outline!))!, Depth.Structure, null, TestContext.Current.CancellationToken);
        result.PartialReason.ShouldNotBeNull().ShouldContain("left out");
        Inspect.Samples.FindingsOf(result).ShouldContain(f => f.Rule == "ASY-PKL-001");
    }

    [Fact]
    public async Task No_outline_is_made_of_a_format_that_has_none() => (await BuildAsync(new CountingReader(new byte[Weights]))).ShouldBeNull();

    [Fact]
    public async Task A_header_that_claims_more_than_is_ever_fetched_is_not_followed()
    {
        var bytes = SafeTensors(Weights);
        BinaryPrimitives.WriteInt64LittleEndian(bytes, 1L << 40);
        var reader = new CountingReader(bytes);

        await BuildAsync(reader);

        reader.Fetched.ShouldBeLessThan(OutlineBuilder.MaxBytes);
    }

    [Fact]
    public async Task Who_asks_for_bytes_that_are_not_there_gets_zeros_and_is_remembered()
    {
        var bytes = SafeTensors(Weights);
        Array.Fill(bytes, (byte)7, Weights / 2, 100);
        var source = OutlineFile.Open(new MemoryByteSource((await BuildAsync(new CountingReader(bytes)))!))!;
        var part = new byte[10];

        source.IsPresent(Weights / 2, 10).ShouldBeFalse();
        source.Read(Weights / 2, part).ShouldBe(10);

        part.ShouldAllBe(b => b == 0);
        source.Missed.ShouldNotBeNull().Offset.ShouldBe(Weights / 2);
    }

    [Fact]
    public async Task A_stored_outline_that_was_tampered_with_is_refused_or_read_but_never_throws()
    {
        var outline = (await BuildAsync(new CountingReader(SafeTensors(Weights))))!;
        var random = new Random(1);
        for (var i = 0; i < 2000; i++)
        {
            var copy = outline[..random.Next(outline.Length)];
            for (var n = 0; n < 4 && copy.Length > 0; n++) copy[random.Next(Math.Min(copy.Length, 64))] = (byte)random.Next(256);
            if (OutlineFile.Open(new MemoryByteSource(copy)) is { } source) source.Read(0, new byte[4096]);
        }
    }

    private static Task<byte[]?> BuildAsync(CountingReader reader) => new OutlineBuilder().BuildAsync(reader, TestContext.Current.CancellationToken);

    private static byte[] SafeTensors(int weights)
    {
        var header = Encoding.UTF8.GetBytes($$$"""{"w":{"dtype":"U8","shape":[{{{weights}}}],"data_offsets":[0,{{{weights}}}]}}""");
        var bytes = new byte[8 + header.Length + weights];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, header.Length);
        header.CopyTo(bytes, 8);
        return bytes;
    }

    private sealed class CountingReader(byte[] bytes) : IRangeReader
    {
        public byte[] Bytes => bytes;

        public long Fetched { get; private set; }

        public long Length => bytes.Length;

        public ValueTask ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
        {
            Fetched += buffer.Length;
            bytes.AsMemory((int)offset, buffer.Length).CopyTo(buffer);
            return ValueTask.CompletedTask;
        }
    }
}
