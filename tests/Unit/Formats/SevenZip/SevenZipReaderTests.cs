using Assay.Formats;
using Assay.Formats.Expansion;
using Assay.Formats.SevenZip;
using Assay.Tests.Unit.Formats.Expansion;

namespace Assay.Tests.Unit.Formats.SevenZip;

public sealed class SevenZipReaderTests
{
    private static SevenZipListing List(byte[] bytes) => SevenZipReader.List(new MemoryByteSource(bytes), new(new()), TestContext.Current.CancellationToken);

    private static byte[] Read(byte[] bytes, SevenZipListing listing, SevenZipFile file)
    {
        using var folder = SevenZipFolderReader.Open(
            new MemoryByteSource(bytes), listing.Folders[file.Folder], new(new()), TestContext.Current.CancellationToken);
        var content = new byte[(int)Math.Min(file.Size, folder.Bytes.Length)];
        return content[..folder.Bytes.Slice(Math.Min(file.Offset, folder.Bytes.Length), file.Size).Read(0, content)];
    }

    [Fact]
    public void Files_of_a_solid_folder_are_found_by_name_and_read()
    {
        var listing = List(CompressedSamples.SevenZip);
        listing.Damage.ShouldBeNull();
        listing.Files.Select(f => f.Name).ShouldBe(["content.bin", "second.txt", "empty"], ignoreOrder: true);
        Read(CompressedSamples.SevenZip, listing, listing.Files.Single(f => f.Name == "content.bin")).ShouldBe(CompressedSamples.Content);
        Read(CompressedSamples.SevenZip, listing, listing.Files.Single(f => f.Name == "second.txt")).ShouldBe("second file\n"u8.ToArray());
        listing.Files.Single(f => f.Name == "empty").Folder.ShouldBe(-1);
    }

    [Fact]
    public void Lzma_is_read()
    {
        var listing = List(CompressedSamples.SevenZipLzma);
        Read(CompressedSamples.SevenZipLzma, listing, listing.Files.ShouldHaveSingleItem()).ShouldBe(CompressedSamples.Content);
    }

    [Fact]
    public void An_encrypted_folder_is_said_to_be_encrypted()
    {
        var listing = List(CompressedSamples.SevenZipEncrypted);
        using var folder = SevenZipFolderReader.Open(
            new MemoryByteSource(CompressedSamples.SevenZipEncrypted), listing.Folders[0], new(new()), TestContext.Current.CancellationToken);
        folder.Stop.ShouldBe(ExpansionStop.Encrypted);
    }

    [Fact]
    public void An_archive_that_is_cut_off_is_damaged_at_every_length()
    {
        for (var length = 0; length < CompressedSamples.SevenZip.Length; length++) List(CompressedSamples.SevenZip[..length]).Damage.ShouldNotBeNull();
    }

    [Fact]
    public void A_mutated_archive_is_read_without_an_exception()
    {
        var random = new Random(77);
        for (var i = 0; i < 2000; i++)
        {
            var bytes = (i % 2 == 0 ? CompressedSamples.SevenZip : CompressedSamples.SevenZipLzma).ToArray();
            for (var n = random.Next(1, 6); n > 0; n--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var listing = List(bytes);
            foreach (var file in listing.Files.Where(f => f.Folder >= 0)) Read(bytes, listing, file).Length.ShouldBeLessThan(64 << 20);
        }
    }
}
