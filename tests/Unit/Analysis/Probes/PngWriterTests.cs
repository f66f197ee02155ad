using Assay.Analysis.Probes.Pictures;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.Analysis.Probes;

public sealed class PngWriterTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public void What_it_writes_it_takes_for_its_own(int channels)
    {
        var png = PngWriter.Write(Values(channels * 5 * 7), channels, 5, 7, 3);
        PngWriter.IsOurs(png).ShouldBeTrue();
        png[..8].ShouldBe([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    }

    [Fact]
    public void Bytes_behind_the_picture_or_changed_in_it_are_noticed()
    {
        var png = PngWriter.Write(Values(12), 3, 2, 2);
        PngWriter.IsOurs([.. png, 0]).ShouldBeFalse();
        Prop.ForAll(Gen.Choose(0, png.Length - 1).ToArbitrary(), at =>
        {
            var changed = (byte[])png.Clone();
            changed[at] ^= 1;
            return !PngWriter.IsOurs(changed);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Any_bytes_are_judged_without_a_failure() =>
        Prop.ForAll<byte[]>(bytes => !PngWriter.IsOurs(bytes)).QuickCheckThrowOnFailure();

    [Fact]
    public void Sizes_that_do_not_fit_are_refused()
    {
        Should.Throw<ArgumentException>(() => PngWriter.Write(Values(5), 1, 2, 3));
        Should.Throw<ArgumentException>(() => PngWriter.Write(Values(4), 1, 2, 2, 1000));
    }

    private static float[] Values(int count) => [.. Enumerable.Range(0, count).Select(i => i % 3 == 0 ? float.NaN : (i * 0.3f) - 0.2f)];
}
