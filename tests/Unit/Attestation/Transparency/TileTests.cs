using System.Text;
using Assay.Attestation.Transparency;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.Attestation.Transparency;

public sealed class TileTests
{
    [Theory]
    [InlineData(0, 256, "000")]
    [InlineData(999, 256, "999")]
    [InlineData(1000, 256, "x001/000")]
    [InlineData(1234067, 256, "x001/x234/067")]
    [InlineData(0, 5, "000.p/5")]
    [InlineData(1234067, 255, "x001/x234/067.p/255")]
    public void Paths_are_those_of_the_specification(long index, int width, string path)
    {
        TilePath.Of(index, width).ShouldBe(path);
        TilePath.Parse(path).ShouldBe((index, width));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("0000")]
    [InlineData("1000")]
    [InlineData("x000/001")]
    [InlineData("000.p/0")]
    [InlineData("000.p/256")]
    [InlineData("000.p/05")]
    [InlineData("000.p/")]
    [InlineData("../000")]
    [InlineData("001/002")]
    [InlineData("x001")]
    [InlineData("x999/x999/x999/x999/x999/x999/999")]
    [InlineData("-01")]
    [InlineData(" 01")]
    public void Other_spellings_are_no_paths(string path) => TilePath.Parse(path).ShouldBeNull();

    [Fact]
    public void Every_index_has_a_path_of_its_own() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1000),
        Prop.ForAll(ArbMap.Default.ArbFor<ulong>(), Gen.Choose(1, 256).ToArbitrary(), (n, width) =>
        {
            var index = (long)(n % 1_000_000_000_000_000_000);
            return TilePath.Parse(TilePath.Of(index, width)) == (index, width);
        }));

    [Fact]
    public void A_log_has_the_tiles_of_its_size()
    {
        TileAddress.AllOf(0).ShouldBeEmpty();
        TileAddress.AllOf(255).ShouldBe([new(0, 0, 255)]);
        TileAddress.AllOf(256).ShouldBe([new(0, 0, 256), new(1, 0, 1)]);
        TileAddress.AllOf(513).ShouldBe([new(0, 0, 256), new(0, 1, 256), new(0, 2, 1), new(1, 0, 2)]);
        TileAddress.Holding(0, 512, 513).ShouldBe(new TileAddress(0, 2, 1));
        TileAddress.Holding(0, 513, 513).ShouldBeNull();
        TileAddress.Holding(1, 2, 513).ShouldBeNull();
        TileAddress.Holding(9, 0, long.MaxValue).ShouldBeNull();
    }

    [Fact]
    public void Entries_are_read_as_they_were_written()
    {
        byte[][] entries = [[], [1], new byte[65_535], Encoding.UTF8.GetBytes("entry")];
        EntryTile.Read(EntryTile.Write(entries), 4).Value.ShouldBe(entries);
        Should.Throw<ArgumentException>(() => EntryTile.Write([new byte[65_536]]));
    }

    [Fact]
    public void Entries_that_are_cut_off_or_too_many_are_refused()
    {
        var tile = EntryTile.Write([[1, 2, 3], [4, 5]]);
        EntryTile.Read(tile, 1).Reason!.ShouldContain("after");
        EntryTile.Read(tile, 3).Reason!.ShouldContain("not 3");
        for (var length = 1; length < tile.Length; length++) EntryTile.Read(tile.AsSpan(0, length), 2).IsOk.ShouldBeFalse($"{length} bytes");
    }
}
