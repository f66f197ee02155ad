using Assay.Contracts.Values;
using Assay.Formats;
using Assay.Formats.Images;
using Assay.Tests.Unit.Formats;

namespace Assay.Tests.Unit.Inspect.Containers;

public sealed class ImageContainerTests
{
    private static readonly byte[] Png =
    [
        0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 2, .. "IHDR"u8, 1, 2, 9, 9, 9, 9, 0, 0, 0, 0, .. "IEND"u8, 0xae, 0x42, 0x60, 0x82,
    ];

    private static readonly byte[] Jpeg = [0xff, 0xd8, 0xff, 0xe0, 0, 6, 1, 2, 3, 4, 0xff, 0xda, 0, 3, 1, 7, 0xff, 0, 8, 0xff, 0xd0, 9, 0xff, 0xd9];

    private static readonly byte[] Gif = [.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0, 0x21, 0xf9, 4, 0, 0, 0, 0, 0, 0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3b];

    private static readonly byte[] WebP = [.. "RIFF"u8, 8, 0, 0, 0, .. "WEBP"u8, 1, 2, 3, 4];

    private static readonly byte[] Pickle = [0x80, 2, .. "cos\nsystem\nX"u8, 17, 0, 0, 0, .. "echo assay-canary"u8, 0x85, (byte)'R', (byte)'.'];

    public static TheoryData<byte[]> Images => [Png, Jpeg, Gif, WebP];

    [Theory]
    [MemberData(nameof(Images))]
    public async Task A_pickle_behind_an_image_is_examined(byte[] image)
    {
        var findings = await Samples.WalkAsync([.. image, .. Pickle]);

        findings.ShouldContain(f => f.Rule == "ASY-PKL-001" && f.Severity == Severity.Critical);
        findings.ShouldContain(f => f.Rule == "ASY-ARC-006");
    }

    [Theory]
    [MemberData(nameof(Images))]
    public async Task An_image_with_nothing_padding_or_a_second_picture_behind_it_is_fine(byte[] image)
    {
        (await Samples.WalkAsync(image)).ShouldBeEmpty();
        (await Samples.WalkAsync([.. image, .. new byte[64]])).ShouldBeEmpty();
        (await Samples.WalkAsync([.. image, .. Jpeg, .. Jpeg])).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Images))]
    public void An_image_that_is_cut_or_damaged_has_no_end_or_one_within_it(byte[] image)
    {
        var random = new Random(1);
        for (var i = 0; i < 2000; i++)
        {
            var copy = image[..random.Next(image.Length + 1)];
            if (copy.Length > 0) copy[random.Next(copy.Length)] = (byte)random.Next(256);
            (ImageEnd.Find(new MemoryByteSource(copy), TestContext.Current.CancellationToken) ?? 0).ShouldBeLessThanOrEqualTo(copy.Length);
        }
    }

    [Fact]
    public async Task An_archive_behind_an_image_is_opened()
    {
        var findings = await Samples.WalkAsync([.. Png, .. SampleArchives.Zip(("data.pkl", Pickle))]);

        findings.ShouldContain(f => f.Rule == "ASY-PKL-001");
    }
}
