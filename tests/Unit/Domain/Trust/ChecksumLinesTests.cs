using System.Text;
using Assay.Domain.Trust.Lists;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.Domain.Trust;

public sealed class ChecksumLinesTests
{
    private static readonly string _digest = new('a', 64);

    [Theory]
    [InlineData("{0}  model.bin", "model.bin")]
    [InlineData("{0} *model.bin", "model.bin")]
    [InlineData("{0}  model.bin\r", "model.bin")]
    [InlineData("{0}  ./a/b", "a/b")]
    [InlineData("{0}  a  b", "a  b")]
    [InlineData("{0}  ü \U0001F600", "ü \U0001F600")]
    [InlineData("\\{0}  a\\nb\\\\c\\rd", "a\nb\\c\rd")]
    [InlineData("{0}", null)]
    [InlineData("SHA256 (a (b).bin) = {0}", "a (b).bin")]
    [InlineData("\\SHA256 (a\\nb) = {0}", "a\nb")]
    [InlineData("\uFEFF{0}  x", "x")]
    public void Every_form_of_a_line_is_read(string line, string? path)
    {
        var entry = Read(line.Replace("{0}", _digest)).ShouldHaveSingleItem().Entry.ShouldNotBeNull();

        (entry.Sha256.Hex, entry.Path).ShouldBe((_digest, path));
    }

    [Theory]
    [InlineData("d41d8cd98f00b204e9800998ecf8427e  md5")]
    [InlineData("da39a3ee5e6b4b0d3255bfef95601890afd80709  sha1")]
    [InlineData("SHA1 (x) = da39a3ee5e6b4b0d3255bfef95601890afd80709")]
    [InlineData("BLAKE2b-256 (x) = aa")]
    public void Other_digests_are_left_out_and_no_error(string line)
    {
        var read = Read(line).ShouldHaveSingleItem();

        (read.Entry, read.Problem).ShouldBe((null, null));
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("{0} x")]
    [InlineData("{0}x  y")]
    [InlineData("g{0}  y")]
    [InlineData("\\{0}  a\\x")]
    [InlineData("\\{0}  a\\")]
    [InlineData("SHA256 (x) = abc")]
    [InlineData("SHA256 x = {0}")]
    [InlineData(") = (")]
    public void A_line_that_is_none_says_where_and_why(string line)
    {
        var read = Read("\n# comment\n" + line.Replace("{0}", _digest)).ShouldHaveSingleItem();

        read.Entry.ShouldBeNull();
        read.Number.ShouldBe(3);
        read.Problem.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void A_line_without_end_is_an_error_and_not_a_name() =>
        Read(_digest + "  " + new string('x', 100_000)).ShouldHaveSingleItem().Problem.ShouldNotBeNull().ShouldContain("longer");

    [Fact]
    public void Whatever_the_bytes_each_line_is_an_entry_a_problem_or_nothing() => Check.QuickThrowOnFailure(Prop.ForAll<byte[]>(bytes =>
    {
        // Pieces of real lines among the noise, so that the readers get further than the first byte.
        byte[] mixed = [.. Encoding.ASCII.GetBytes(_digest), .. bytes, .. "\nSHA256 ("u8, .. bytes, .. ") = "u8, .. Encoding.ASCII.GetBytes(_digest), .. "\n\\"u8, .. bytes];
        return ChecksumLines.Read(mixed).All(l => l.Number > 0 && (l.Entry is null || l.Problem is null)) && ChecksumLines.Read(bytes).Count() <= bytes.Length + 1;
    }));

    [Fact]
    public void Any_name_survives_being_written_as_coreutils_do() => Check.QuickThrowOnFailure(Prop.ForAll<NonEmptyString>(text =>
    {
        var name = new string([.. text.Get.Where(c => !char.IsSurrogate(c))]).TrimStart('.', '/');
        if (name.Length == 0) return true;
        var escaped = name.Replace("\\", "\\\\").Replace("\n", "\\n").Replace("\r", "\\r");
        return Read((escaped == name ? "" : "\\") + _digest + "  " + escaped).Single().Entry?.Path == name;
    }));

    private static List<ListLine> Read(string text) => [.. ChecksumLines.Read(Encoding.UTF8.GetBytes(text))];
}
