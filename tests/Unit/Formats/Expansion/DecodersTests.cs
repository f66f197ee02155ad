using Assay.Contracts.Values;
using Assay.Formats;
using Assay.Formats.Detection;
using Assay.Formats.Expansion;

namespace Assay.Tests.Unit.Formats.Expansion;

public sealed class DecodersTests
{
    private static readonly Dictionary<string, (string Format, byte[] Bytes)> Known = new()
    {
        ["gzip"] = (FileFormat.Gzip, [.. SampleArchives.Gzip(CompressedSamples.Content[..400]), 0, 0, .. SampleArchives.Gzip(CompressedSamples.Content[400..])]),
        ["zlib"] = (FileFormat.Zlib, SampleArchives.Zlib(CompressedSamples.Content)),
        ["bzip2"] = (FileFormat.Bzip2, CompressedSamples.Bzip2),
        ["xz"] = (FileFormat.Xz, CompressedSamples.Xz),
        ["lzma"] = (FileFormat.Lzma, CompressedSamples.Lzma),
        ["lz4"] = (FileFormat.Lz4, CompressedSamples.Lz4),
        ["lz4-legacy"] = (FileFormat.Lz4, CompressedSamples.Lz4Legacy),
        ["zstd"] = (FileFormat.Zstd, CompressedSamples.Zstd),
        ["zstd-frames"] = (FileFormat.Zstd, CompressedSamples.ZstdFrames),
        ["joblib"] = (FileFormat.JoblibZFile, [.. "ZF0x70d             "u8, .. SampleArchives.Zlib(CompressedSamples.Content)]),
    };

    public static TheoryData<string> Names => [.. Known.Keys];

    private static (byte[] Bytes, ExpansionStop Stop, long Consumed) Expand(string format, byte[] bytes)
    {
        using var decoder = Decoders.Open(format, new MemoryByteSource(bytes).AsStream());
        using var expanded = Expander.Expand(decoder, 1L << 40, new(new()), TestContext.Current.CancellationToken);
        var content = new byte[expanded.Bytes.Length];
        expanded.Bytes.Read(0, content);
        return (content, expanded.Stop, decoder.Consumed);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_other_writers_compressed_is_known_by_its_content_and_expanded(string name)
    {
        var (format, bytes) = Known[name];
        FileTypeDetector.Detect(new MemoryByteSource(bytes), TestContext.Current.CancellationToken).Format.ShouldBe(format);
        var (content, stop, consumed) = Expand(format, bytes);
        stop.ShouldBe(ExpansionStop.Complete);
        content.ShouldBe(CompressedSamples.Content);
        consumed.ShouldBe(bytes.Length);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_stream_that_is_cut_off_gives_what_stands_before_the_cut(string name)
    {
        var (format, bytes) = Known[name];
        for (var length = 0; length < bytes.Length; length++)
        {
            var (content, _, _) = Expand(format, bytes[..length]);
            CompressedSamples.Content.AsSpan().StartsWith(content).ShouldBeTrue();
        }
        Expand(format, bytes[..(bytes.Length / 2)]).Stop.ShouldBe(ExpansionStop.Damaged);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Damage_is_a_stop_and_never_an_exception(string name)
    {
        var random = new Random(811);
        var (format, seed) = Known[name];
        for (var i = 0; i < 400; i++)
        {
            var bytes = seed.ToArray();
            for (var n = random.Next(1, 6); n > 0; n--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            Expand(format, bytes).Bytes.Length.ShouldBeLessThan(64 << 20);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Bytes_behind_the_stream_are_left_alone(string name)
    {
        var (format, bytes) = Known[name];
        // A legacy LZ4 frame has no end: whatever follows is another block of it.
        if (name == "lz4-legacy") return;
        var (content, stop, consumed) = Expand(format, [.. bytes, .. "something else entirely"u8]);
        stop.ShouldBe(ExpansionStop.Complete);
        content.ShouldBe(CompressedSamples.Content);
        consumed.ShouldBe(bytes.Length);
    }

    [Fact]
    public void A_window_that_a_header_claims_is_not_allocated()
    {
        // A frame of one byte with a window of two terabytes.
        byte[] bytes = [0x28, 0xb5, 0x2f, 0xfd, 0, 0xf8, 1 | (1 << 3), 0, 0, (byte)'a'];
        var before = GC.GetAllocatedBytesForCurrentThread();
        Expand(FileFormat.Zstd, bytes).Bytes.ShouldBe("a"u8.ToArray());
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(16 << 20);
    }

    [Fact]
    public void What_needs_a_dictionary_is_unsupported_and_not_damaged() =>
        Expand(FileFormat.Zstd, [0x28, 0xb5, 0x2f, 0xfd, 0x21, 7, 1, 1 | (1 << 3), 0, 0, (byte)'a']).Stop.ShouldBe(ExpansionStop.Unsupported);

    [Fact]
    public void Raw_numbers_are_no_zlib_stream()
    {
        var random = new Random(5);
        var bytes = new byte[8192];
        for (var i = 0; i < 200; i++)
        {
            random.NextBytes(bytes);
            (bytes[0], bytes[1]) = ((byte)0x38, (byte)0x11);
            FileTypeDetector.Detect(new MemoryByteSource(bytes), TestContext.Current.CancellationToken).Format.ShouldNotBe(FileFormat.Zlib);
        }
    }
}
