using System.IO.Compression;
using System.Text;
using Assay.Formats;
using Assay.Formats.Expansion;
using Assay.Formats.Zip;

namespace Assay.Tests.Unit.Formats.Zip;

public sealed class ZipReaderTests
{
    private static readonly byte[] Content = Encoding.ASCII.GetBytes("some content of a member");

    private static ZipListing List(byte[] bytes) => ZipReader.List(new MemoryByteSource(bytes), cancellationToken: TestContext.Current.CancellationToken);

    private static int IndexOf(byte[] bytes, ReadOnlySpan<byte> pattern) => bytes.AsSpan().IndexOf(pattern);

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void Members_are_listed_and_read(CompressionLevel level)
    {
        var bytes = SampleArchives.Zip(level, ("a/b.txt", Content));
        var listing = List(bytes);
        var entry = listing.Entries.ShouldHaveSingleItem();
        entry.Name.ShouldBe("a/b.txt");
        entry.Faults.ShouldBe(ZipFaults.None);
        listing.Gaps.ShouldBeEmpty();
        using var member = ZipMember.Open(new MemoryByteSource(bytes), entry, new(new()), TestContext.Current.CancellationToken);
        member.Stop.ShouldBe(ExpansionStop.Complete);
        var read = new byte[100];
        read.AsSpan(0, member.Bytes.Read(0, read)).ToArray().ShouldBe(Content);
    }

    [Fact]
    public void A_name_that_differs_in_the_local_header_is_a_fault()
    {
        var bytes = SampleArchives.Zip(("data.pkl", Content));
        bytes[IndexOf(bytes, "data.pkl"u8)] = (byte)'X';
        var entry = List(bytes).Entries[0];
        entry.Faults.HasFlag(ZipFaults.NameDiffers).ShouldBeTrue();
        entry.LocalName.ShouldBe("Xata.pkl");
    }

    [Fact]
    public void A_method_that_differs_gives_both_readings()
    {
        var bytes = SampleArchives.Zip(("data.pkl", Content));
        bytes[8] = 8;
        var listing = List(bytes);
        listing.Entries.Select(e => e.Method).ShouldBe([0, 8]);
        listing.Entries[0].Faults.HasFlag(ZipFaults.MethodDiffers).ShouldBeTrue();
    }

    [Fact]
    public void Duplicates_are_marked() =>
        List(SampleArchives.Zip(("a", Content), ("a", Content))).Entries[1].Faults.HasFlag(ZipFaults.Duplicate).ShouldBeTrue();

    [Fact]
    public void Bytes_before_between_and_behind_are_gaps()
    {
        var zip = SampleArchives.Zip(("a", Content));
        var listing = List([.. "before"u8, .. zip, .. "behind it"u8]);
        listing.PrefixLength.ShouldBe(6);
        listing.Gaps.ShouldBe([new ZipRegion(0, 6), new ZipRegion(zip.Length + 6, 9)]);
        listing.Entries.ShouldHaveSingleItem().Faults.ShouldBe(ZipFaults.None);
    }

    [Fact]
    public void Without_an_end_record_the_local_headers_are_read()
    {
        var zip = SampleArchives.Zip(("a", Content), ("b", Content));
        var listing = List(zip[..IndexOf(zip, "PK\u0001\u0002"u8)]);
        listing.HasDirectory.ShouldBeFalse();
        listing.Entries.Select(e => e.Name).ShouldBe(["a", "b"]);
        listing.Entries.ShouldAllBe(e => e.Faults.HasFlag(ZipFaults.NotListed));
    }

    [Fact]
    public void A_member_that_only_its_local_header_shows_is_listed()
    {
        var hidden = SampleArchives.Zip(("hidden", Content));
        var start = hidden[..IndexOf(hidden, "PK\u0001\u0002"u8)];
        var listing = List([.. start, .. SampleArchives.Zip(("shown", Content))]);
        listing.Entries.Select(e => e.Name).ShouldBe(["shown", "hidden"]);
        listing.Entries[1].Faults.HasFlag(ZipFaults.NotListed).ShouldBeTrue();
    }

    [Fact]
    public void Expansion_stops_at_the_ratio()
    {
        var bytes = SampleArchives.Zip(CompressionLevel.Optimal, ("zeros", new byte[1 << 20]));
        var limits = new ExpansionLimits { RatioFloorBytes = 1 << 16 };
        using var member = ZipMember.Open(new MemoryByteSource(bytes), List(bytes).Entries[0], new(limits), TestContext.Current.CancellationToken);
        member.Stop.ShouldBe(ExpansionStop.Ratio);
    }

    [Fact]
    public void A_large_member_goes_to_a_file_and_reads_the_same()
    {
        var content = new byte[300_000];
        new Random(3).NextBytes(content);
        var bytes = SampleArchives.Zip(CompressionLevel.Optimal, ("big", content));
        var limits = new ExpansionLimits { MemoryBytes = 1000 };
        using var member = ZipMember.Open(new MemoryByteSource(bytes), List(bytes).Entries[0], new(limits), TestContext.Current.CancellationToken);
        member.Bytes.ShouldBeOfType<FileByteSource>();
        var read = new byte[content.Length];
        member.Bytes.Read(0, read).ShouldBe(content.Length);
        read.ShouldBe(content);
    }
}
