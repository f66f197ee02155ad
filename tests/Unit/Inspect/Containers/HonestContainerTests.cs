using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Assay.Contracts.Values;
using Assay.Inspect.Containers;
using Assay.Tests.Unit.Formats;

namespace Assay.Tests.Unit.Inspect.Containers;

/// <summary>Honest files that look like something else for a moment.</summary>
public sealed class HonestContainerTests
{
    private static async Task ShouldBeCleanAsync(byte[] bytes) =>
        (await Samples.WalkAsync(bytes)).Where(f => f.Severity >= Severity.Medium).ShouldBeEmpty();

    private static byte[] Npy(int bytes)
    {
        var header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({bytes / 4},), }}".PadRight(117) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. Encoding.ASCII.GetBytes(header), .. new byte[bytes]];
    }

    [Fact]
    public Task Weights_that_are_all_zeros_are_no_bomb() => ShouldBeCleanAsync(SampleArchives.Zip(CompressionLevel.Optimal, ("w.npy", Npy(24 << 20))));

    [Fact]
    public Task Text_that_compresses_well_is_no_bomb() =>
        ShouldBeCleanAsync(SampleArchives.Gzip(Encoding.ASCII.GetBytes(string.Join('\n', Enumerable.Range(0, 1_000_000).Select(i => $"token {i} {i * 7919 % 10007}")))));

    [Fact]
    public Task An_archive_in_an_archive_has_one_directory() => ShouldBeCleanAsync(SampleArchives.Zip(("inner.zip", SampleArchives.Zip(("a.txt", "text"u8.ToArray())))));

    [Fact]
    public Task Padding_behind_a_stream_is_padding() => ShouldBeCleanAsync([.. SampleArchives.Gzip("text of a file"u8.ToArray()), .. new byte[4096]]);

    [Fact]
    public Task A_tar_that_was_filled_up_to_a_record_is_sound() => ShouldBeCleanAsync([.. SampleArchives.Tar(("a.txt", "text"u8.ToArray())), .. new byte[20 * 512]]);

    [Fact]
    public async Task Links_inside_the_archive_are_fine()
    {
        using var memory = new MemoryStream();
        using (var tar = new TarWriter(memory, TarEntryFormat.Pax, leaveOpen: true))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "snapshots/main/model.bin") { LinkName = "../../blobs/0123" });
            tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "snapshots/main/config.json") { LinkName = "../../blobs/4567" });
        }
        await ShouldBeCleanAsync(memory.ToArray());
    }

    [Fact]
    public async Task Tensors_of_random_numbers_look_like_nothing()
    {
        var random = new Random(9);
        var members = new List<(string, byte[])> { ("archive/data.pkl", [0x80, 2, (byte)'}', (byte)'.']), ("archive/version", "3\n"u8.ToArray()) };
        for (var i = 0; i < 3000; i++)
        {
            var numbers = new byte[64];
            random.NextBytes(numbers);
            // One in three begins like a pickle of protocol 2, 4 or 5.
            if (i % 3 == 0) (numbers[0], numbers[1]) = (0x80, (byte)(2 + (i % 4)));
            members.Add(($"archive/data/{i}", numbers));
        }
        await ShouldBeCleanAsync(SampleArchives.Zip([.. members]));
    }

    [Fact]
    public async Task Thirty_thousand_small_tensors_are_not_too_many()
    {
        var members = Enumerable.Range(0, 30_000).Select(i => ($"archive/data/{i}", new byte[] { 0, 0, 128, 63 })).Append(("archive/data.pkl", [0x80, 2, (byte)'}', (byte)'.']));
        var result = await Samples.RunAsync(SampleArchives.Zip([.. members]));
        result.PartialReason.ShouldBeNull();
    }

    [Theory]
    [InlineData("a/../b.txt")]
    [InlineData("folder\\file.txt")]
    [InlineData("...hidden/x")]
    [InlineData("a..b/c..d")]
    public void Names_with_dots_stay_inside(string name) => MemberName.Escapes(name).ShouldBeNull();

    [Theory]
    [InlineData(".. /x")]
    [InlineData("a/../../x")]
    [InlineData("\\\\server\\share\\x")]
    public void Names_that_climb_are_told(string name) => MemberName.Escapes(name).ShouldNotBeNull();
}
