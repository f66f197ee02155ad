using System.Formats.Tar;
using Assay.Formats;
using Assay.Formats.Tar;
using TarReader = Assay.Formats.Tar.TarReader;

namespace Assay.Tests.Unit.Formats.Tar;

public sealed class TarReaderTests
{
    private static TarListing List(byte[] bytes) => TarReader.List(new MemoryByteSource(bytes), cancellationToken: TestContext.Current.CancellationToken);

    [Theory]
    [InlineData(TarEntryFormat.V7)]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Gnu)]
    [InlineData(TarEntryFormat.Pax)]
    public void Entries_of_every_kind_of_writer_are_listed(TarEntryFormat format)
    {
        var bytes = SampleArchives.Tar(format, ("a.bin", new byte[700]), ("b.bin", [1, 2, 3]));
        var listing = List(bytes);
        listing.Damage.ShouldBeNull();
        listing.Entries.Select(e => (e.Name, e.Size)).ShouldBe([("a.bin", 700L), ("b.bin", 3L)]);
        bytes[listing.Entries[1].Offset].ShouldBe((byte)1);
    }

    [Theory]
    [InlineData(TarEntryFormat.Gnu)]
    [InlineData(TarEntryFormat.Pax)]
    public void Long_names_are_put_together(TarEntryFormat format)
    {
        var name = "dir/" + new string('n', 180) + ".bin";
        List(SampleArchives.Tar(format, (name, [1]))).Entries.ShouldHaveSingleItem().Name.ShouldBe(name);
    }

    [Fact]
    public void Links_tell_their_targets()
    {
        using var memory = new MemoryStream();
        using (var tar = new TarWriter(memory, TarEntryFormat.Ustar, leaveOpen: true))
            tar.WriteEntry(new UstarTarEntry(TarEntryType.SymbolicLink, "weights") { LinkName = "/etc/passwd" });
        var entry = List(memory.ToArray()).Entries.ShouldHaveSingleItem();
        entry.Kind.ShouldBe(TarEntryKind.SymbolicLink);
        entry.LinkTarget.ShouldBe("/etc/passwd");
    }

    [Fact]
    public void A_wrong_checksum_without_the_mark_of_a_header_ends_the_listing_with_a_reason()
    {
        var bytes = SampleArchives.Tar(TarEntryFormat.Ustar, ("a", [1]), ("b", [2]));
        bytes[1024 + 257] ^= 1;
        var listing = List(bytes);
        listing.Entries.Count.ShouldBe(1);
        listing.Damage!.ShouldContain("checksum");
    }

    [Fact]
    public void A_wrong_checksum_of_what_is_marked_as_a_header_is_told_of_the_entry()
    {
        var bytes = SampleArchives.Tar(TarEntryFormat.Ustar, ("a", [1]), ("b", [2]));
        bytes[1024] ^= 1;
        var listing = List(bytes);
        listing.Entries.Select(e => (e.Name, e.HasWrongChecksum)).ShouldBe([("a", false), ("c", true)]);
        listing.Damage.ShouldBeNull();
    }
}
