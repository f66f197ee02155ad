using System.Buffers.Binary;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Tests.Unit.Formats;
using Assay.Tests.Unit.Formats.Expansion;

namespace Assay.Tests.Unit.Inspect.Containers;

/// <summary>Ways to keep a payload from a scanner and not from a loader; what is found must be as bad as the payload.</summary>
public sealed class ContainerBypassTests
{
    private static readonly byte[] Canary = ExampleModels.CanaryPickle();

    private static async Task<Severity> WorstAsync(byte[] bytes) => (await Samples.WalkAsync(bytes)).Select(f => f.Severity).DefaultIfEmpty(Severity.Info).Max();

    private static async Task<IReadOnlyList<Finding>> OfAsync(byte[] bytes, string rule) => [.. (await Samples.WalkAsync(bytes)).Where(f => f.Rule == rule)];

    private static int IndexOf(byte[] bytes, ReadOnlySpan<byte> pattern) => bytes.AsSpan().IndexOf(pattern);

    private static int LastIndexOf(byte[] bytes, ReadOnlySpan<byte> pattern) => bytes.AsSpan().LastIndexOf(pattern);

    [Fact]
    public async Task A_pickle_behind_a_sound_compressed_stream_is_found() =>
        (await WorstAsync([.. SampleArchives.Gzip("harmless"u8.ToArray()), .. Canary])).ShouldBe(Severity.Critical);

    [Fact]
    public async Task A_pickle_behind_the_deflated_data_of_a_member_is_found()
    {
        // The member's packed size counts bytes that no inflater reads.
        var zip = SampleArchives.Zip(CompressionLevel.Optimal, ("a.txt", Encoding.ASCII.GetBytes(new string('a', 500))));
        var directory = LastIndexOf(zip, "PK\x01\x02"u8);
        var packed = BinaryPrimitives.ReadInt32LittleEndian(zip.AsSpan(directory + 20));
        var data = 30 + 5;
        byte[] longer = [.. zip[..(data + packed)], .. Canary, .. zip[(data + packed)..]];
        BinaryPrimitives.WriteInt32LittleEndian(longer.AsSpan(18), packed + Canary.Length);
        BinaryPrimitives.WriteInt32LittleEndian(longer.AsSpan(directory + Canary.Length + 20), packed + Canary.Length);
        BinaryPrimitives.WriteInt32LittleEndian(longer.AsSpan(longer.Length - 6), directory + Canary.Length);
        (await WorstAsync(longer)).ShouldBe(Severity.Critical);
    }

    [Fact]
    public async Task A_second_end_record_in_the_comment_shows_its_own_members()
    {
        // The first archive is hidden in a stored member of the second; some readers take its directory by the record in the comment.
        var inner = SampleArchives.Zip(("archive/data.pkl", Canary));
        var outer = SampleArchives.Zip(("notes.txt", "nothing"u8.ToArray()));
        byte[] both = [.. outer, .. inner];
        var directory = outer.Length + LastIndexOf(inner, "PK\x01\x02"u8);
        BinaryPrimitives.WriteInt32LittleEndian(both.AsSpan(directory + 42), outer.Length);
        var findings = await Samples.WalkAsync(both);
        findings.ShouldContain(f => f.Rule == "ASY-PKL-001");
        findings.ShouldContain(f => f.Rule == "ASY-ARC-006");
    }

    [Fact]
    public async Task A_directory_that_only_the_stated_offset_finds_is_read_too()
    {
        // Python moves everything by the length of the prefix, miniz goes by the offset as it is: two archives, the same end record.
        var first = SampleArchives.Zip(("archive/data.pkl", Canary));
        var second = SampleArchives.Zip(("archive/data.pkl", new byte[Canary.Length]));
        (await OfAsync([.. first, .. second], "ASY-ARC-004")).ShouldContain(f => f.Message.Contains("Some readers take the directory"));
        (await WorstAsync([.. first, .. second])).ShouldBe(Severity.Critical);
    }

    [Fact]
    public async Task A_wrong_checksum_is_reported_and_the_payload_found()
    {
        var zip = SampleArchives.Zip(("archive/data.pkl", Canary));
        zip[LastIndexOf(zip, "PK\x01\x02"u8) + 16] ^= 0xff;
        (await WorstAsync(zip)).ShouldBe(Severity.Critical);
        (await OfAsync(zip, "ASY-ARC-004")).ShouldContain(f => f.Message.Contains("checksum"));
    }

    [Fact]
    public async Task A_name_that_ends_at_a_zero_is_reported()
    {
        var zip = SampleArchives.Zip(("data.pkl_.txt", "text"u8.ToArray()));
        foreach (var at in (int[])[IndexOf(zip, "data.pkl_"u8), LastIndexOf(zip, "data.pkl_"u8)]) zip[at + 8] = 0;
        (await OfAsync(zip, "ASY-ARC-004")).ShouldContain(f => f.Message.Contains("control character"));
    }

    [Theory]
    [InlineData("archive/data.pkl", "archive//data.pkl", Severity.Medium)]
    [InlineData("archive/data.pkl", "./archive/data.pkl", Severity.Medium)]
    [InlineData("archive/data.pkl", "archive\\data.pkl", Severity.Medium)]
    [InlineData("archive/config.json", "archive/Config.json", Severity.Low)]
    public async Task Names_that_are_the_same_once_unpacked_are_reported(string first, string second, Severity severity) =>
        (await OfAsync(SampleArchives.Zip((first, "1"u8.ToArray()), (second, "2"u8.ToArray())), "ASY-ARC-005")).ShouldHaveSingleItem().Severity.ShouldBe(severity);

    [Fact]
    public async Task An_end_record_that_counts_fewer_entries_than_there_are_is_reported()
    {
        var zip = SampleArchives.Zip(("a.txt", "1"u8.ToArray()), ("archive/data.pkl", Canary));
        zip[^14] = zip[^12] = 1;
        (await OfAsync(zip, "ASY-ARC-004")).ShouldContain(f => f.Message.Contains("has 2 entries"));
        (await WorstAsync(zip)).ShouldBe(Severity.Critical);
    }

    [Fact]
    public async Task A_payload_in_an_entrys_comment_or_in_a_field_that_claims_to_be_a_time_is_found()
    {
        var zip = SampleArchives.Zip(("a.txt", "1"u8.ToArray()));
        var directory = LastIndexOf(zip, "PK\x01\x02"u8);
        byte[] field = [0x55, 0x54, (byte)Canary.Length, 0, .. Canary];
        foreach (var (place, extra) in ((int, byte[])[])[(32, Canary), (30, field)])
        {
            byte[] longer = [.. zip[..(directory + 51)], .. extra, .. zip[(directory + 51)..]];
            BinaryPrimitives.WriteUInt16LittleEndian(longer.AsSpan(directory + place), (ushort)extra.Length);
            BinaryPrimitives.WriteInt32LittleEndian(longer.AsSpan(longer.Length - 10), 51 + extra.Length);
            (await WorstAsync(longer)).ShouldBe(Severity.Critical);
        }
    }

    [Fact]
    public async Task An_archive_of_several_disks_is_reported()
    {
        var zip = SampleArchives.Zip(("a.txt", "1"u8.ToArray()));
        zip[^18] = 1;
        (await OfAsync(zip, "ASY-ARC-004")).ShouldContain(f => f.Message.Contains("several files"));
    }

    [Fact]
    public async Task Every_method_of_compression_that_other_writers_use_is_opened()
    {
        foreach (var zip in (byte[][])[CompressedSamples.ZipDeflate64, CompressedSamples.ZipLzma, CompressedSamples.ZipBzip2, CompressedSamples.ZipXz])
        {
            var result = await Samples.RunAsync(zip);
            result.PartialReason.ShouldBeNull();
            Samples.FindingsOf(result).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_link_in_a_zip_is_judged_by_its_target_even_when_compressed()
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            var entry = zip.CreateEntry("config", CompressionLevel.Optimal);
            entry.ExternalAttributes = unchecked((int)0xa1ff0000);
            using var stream = entry.Open();
            stream.Write("../../../../../../../../../../../../../../etc/passwd"u8);
        }
        (await OfAsync(memory.ToArray(), "ASY-ARC-003")).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_tar_behind_the_end_of_a_tar_is_read()
    {
        byte[] both = [.. SampleArchives.Tar(("a.txt", "1"u8.ToArray())), .. SampleArchives.Tar(("x", Canary))];
        (await WorstAsync(both)).ShouldBe(Severity.Critical);
        (await OfAsync(both, "ASY-ARC-006")).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_tar_is_read_on_behind_a_broken_header()
    {
        var tar = SampleArchives.Tar(TarEntryFormat.Ustar, ("a.txt", "1"u8.ToArray()), ("b.txt", "2"u8.ToArray()), ("c", Canary));
        tar[1024 + 148] ^= 1;
        (await WorstAsync(tar)).ShouldBe(Severity.Critical);
    }

    [Fact]
    public async Task Links_that_lead_outside_one_through_the_other_are_reported()
    {
        using var memory = new MemoryStream();
        using (var tar = new TarWriter(memory, TarEntryFormat.Pax, leaveOpen: true))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "a/b/here") { LinkName = "." });
            tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "out") { LinkName = "a/b/here/../.." });
        }
        (await OfAsync(memory.ToArray(), "ASY-ARC-003")).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Pipes_are_reported()
    {
        using var memory = new MemoryStream();
        using (var tar = new TarWriter(memory, TarEntryFormat.Pax, leaveOpen: true)) tar.WriteEntry(new PaxTarEntry(TarEntryType.Fifo, "weights.bin"));
        (await OfAsync(memory.ToArray(), "ASY-ARC-002")).ShouldHaveSingleItem().Severity.ShouldBe(Severity.High);
    }

    [Fact]
    public async Task Megabytes_of_nothing_are_a_bomb_through_any_number_of_streams()
    {
        var zeros = SampleArchives.Gzip(new byte[24 << 20]);
        (await OfAsync(zeros, "ASY-ARC-011")).ShouldHaveSingleItem().Severity.ShouldBe(Severity.Medium);
        (await OfAsync(SampleArchives.Gzip(zeros), "ASY-ARC-011")).ShouldNotBeEmpty();
        (await OfAsync(SampleArchives.Gzip(SampleArchives.Tar(("zeros.bin", new byte[24 << 20]))), "ASY-ARC-011")).ShouldNotBeEmpty();
    }
}
