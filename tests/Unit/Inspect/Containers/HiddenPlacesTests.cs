using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Assay.Contracts.Values;
using Assay.Tests.Unit.Formats;

namespace Assay.Tests.Unit.Inspect.Containers;

/// <summary>Places inside containers and among numbers that no loader looks at, where a payload waits for other code to take it out.</summary>
public sealed class HiddenPlacesTests
{
    private static readonly byte[] Canary = ExampleModels.CanaryPickle();

    private static async Task<Severity> WorstAsync(byte[] bytes) => (await Samples.WalkAsync(bytes)).Select(f => f.Severity).DefaultIfEmpty(Severity.Info).Max();

    private static byte[] Random(int length, int seed = 1)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    // A gzip stream whose header has the flagged fields.
    private static byte[] Gzip(byte flag, byte[] fields)
    {
        var plain = SampleArchives.Gzip("harmless, and long enough to be text"u8.ToArray());
        return [.. plain[..3], flag, .. plain[4..10], .. fields, .. plain[10..]];
    }

    [Fact]
    public async Task A_pickle_in_the_extra_field_of_a_gzip_header_is_found() =>
        (await WorstAsync(Gzip(4, [(byte)Canary.Length, 0, .. Canary]))).ShouldBe(Severity.Critical);

    [Fact]
    public async Task A_pickle_in_the_comment_of_a_gzip_header_is_found() =>
        (await WorstAsync(Gzip(16, "cos\nsystem\n(S'echo assay-canary'\ntR.\0"u8.ToArray()))).ShouldBe(Severity.Critical);

    [Fact]
    public async Task A_name_in_a_gzip_header_that_leads_outside_is_reported() =>
        (await Samples.WalkAsync(Gzip(8, "../../.bashrc\0"u8.ToArray()))).ShouldHaveSingleItem().Rule.ShouldBe("ASY-ARC-002");

    [Theory]
    [InlineData(8, "weights-epoch-12.bin\0")]
    [InlineData(16, "made with gzip on a machine somewhere\0")]
    [InlineData(4, "\u0010\0AB\u000c\0abcdefghijkl")]
    public async Task Honest_fields_of_a_gzip_header_raise_nothing(byte flag, string fields) =>
        (await Samples.WalkAsync(Gzip(flag, Encoding.Latin1.GetBytes(fields)))).ShouldBeEmpty();

    [Fact]
    public async Task A_pickle_behind_the_data_of_a_tar_member_is_found()
    {
        var tar = TarOf(("a.txt", "hello"u8.ToArray()));
        Canary.CopyTo(tar, 512 + 5);
        (await WorstAsync(tar)).ShouldBe(Severity.Critical);
    }

    [Fact]
    public async Task A_pickle_behind_the_end_of_a_tar_is_found_behind_zeros_too()
    {
        var tar = TarOf(("a.txt", "hello"u8.ToArray()));
        (await WorstAsync([.. tar, .. new byte[512], .. Canary])).ShouldBe(Severity.Critical);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1024)]
    public async Task A_member_whose_header_has_a_wrong_checksum_is_examined(int header)
    {
        var tar = TarOf(("data.pkl", Canary), ("data2.pkl", Canary));
        tar[header + 148] ^= 1;
        (await Samples.WalkAsync(tar)).ShouldContain(f => f.Rule == "ASY-PKL-001" && f.Location.Member == (header == 0 ? "data.pkl" : "data2.pkl"));
        (await Samples.WalkAsync(tar)).ShouldContain(f => f.Rule == "ASY-ARC-004");
    }

    [Theory]
    [InlineData("CON")]
    [InlineData("weights/nul.bin")]
    [InlineData("model.bin:payload")]
    [InlineData("folder./model.bin")]
    public async Task A_name_that_means_something_else_on_Windows_is_remarked(string name)
    {
        var zip = (await Samples.WalkAsync(SampleArchives.Zip((name, "hello"u8.ToArray())))).ShouldHaveSingleItem();
        (zip.Rule, zip.Severity).ShouldBe(("ASY-ARC-002", Severity.Low));
        var tar = (await Samples.WalkAsync(TarOf((name, "hello"u8.ToArray())))).ShouldHaveSingleItem();
        (tar.Rule, tar.Severity).ShouldBe(("ASY-ARC-002", Severity.Low));
    }

    [Theory]
    [InlineData("dense/kernel:0")]
    [InlineData("console.txt")]
    [InlineData("auxiliary/heads.bin")]
    [InlineData("./a/../b.txt")]
    [InlineData("com0.bin")]
    public async Task Names_that_mean_the_same_everywhere_are_no_finding(string name) =>
        (await Samples.WalkAsync(SampleArchives.Zip((name, "hello"u8.ToArray())))).ShouldBeEmpty();

    [Theory]
    [InlineData("pickle")]
    [InlineData("program")]
    public async Task What_begins_in_the_middle_of_a_storage_is_found(string what)
    {
        byte[] storage = [.. Random(100_000), .. Payload(what), .. Random(50_000, seed: 2)];
        var findings = await Samples.WalkAsync(SampleArchives.Zip(CompressionLevel.NoCompression, ("m/data.pkl", [0x80, 2, (byte)'}', (byte)'.']), ("m/data/0", storage), ("m/version", "3\n"u8.ToArray())));
        findings.ShouldContain(f => f.Rule == (what == "pickle" ? "ASY-PKL-001" : "ASY-EXE-001") && f.Location.Member == "m/data/0 (from 100000)");
    }

    [Fact]
    public async Task What_begins_in_the_middle_of_an_array_is_found()
    {
        byte[] header = [.. "{'descr': '|u1', 'fortran_order': False, 'shape': (3000,), }"u8];
        byte[] data = [.. Random(1000), .. Canary, .. Random(2000 - Canary.Length)];
        byte[] npy = [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. header, .. data];
        (await WorstAsync(npy)).ShouldBe(Severity.Critical);
    }

    [Fact]
    public async Task What_begins_in_the_middle_of_bytes_of_no_known_format_is_found_and_the_rest_stays_unaccounted_for()
    {
        byte[] bytes = [0xee, .. Random(100_000), .. Canary, .. Random(50_000, seed: 2)];
        var result = await Samples.RunAsync(bytes);
        Samples.FindingsOf(result).ShouldContain(f => f.Rule == "ASY-PKL-001");
        result.BytesUnderstood.ShouldBeLessThan(bytes.Length / 2);
        Samples.FindingsOf(await Samples.RunAsync([0xee, .. Random(150_000)])).ShouldBeEmpty();
    }

    [Fact]
    public async Task Ten_megabytes_of_random_numbers_hide_nothing() =>
        (await Samples.WalkAsync([0xee, .. Random(10 << 20, seed: 7)])).ShouldBeEmpty();

    private static byte[] Payload(string what)
    {
        if (what == "pickle") return Canary;
        var elf = new byte[200];
        ((ReadOnlySpan<byte>)[0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 62, 0, 1]).CopyTo(elf);
        return elf;
    }

    private static byte[] TarOf(params (string Name, byte[] Content)[] members) => SampleArchives.Tar(TarEntryFormat.Ustar, members);
}
