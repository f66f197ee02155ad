using System.Text;
using Assay.Contracts.Values;
using Assay.Domain.Trust;
using Assay.Domain.Trust.Lists;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.Domain.Trust;

public sealed class ListReaderTests
{
    private static readonly string _a = new('a', 64);
    private static readonly string _b = new('b', 64);

    [Fact]
    public void The_format_is_guessed_by_content()
    {
        Read($"# by hand\n{_a}  x\n").Format.ShouldBe(ListFormat.Sha256sums);
        Read($"SHA256 (x) = {_a}").Format.ShouldBe(ListFormat.Sha256sums);
        Read($"file,sha256\nx,{_a}").Format.ShouldBe(ListFormat.Csv);
        Read($"x;{_a}").Format.ShouldBe(ListFormat.Csv);
        Read("  {\"bomFormat\": 1}").Format.ShouldBe(ListFormat.Cyclonedx);
    }

    [Fact]
    public void One_wrong_line_refuses_the_whole_list_and_says_which()
    {
        var reading = Read($"{_a}  x\nnonsense\n{_b}  y\n");

        reading.Problems.ShouldHaveSingleItem().ShouldStartWith("line 2: ");
    }

    [Fact]
    public void Many_wrong_lines_are_counted_and_not_all_told()
    {
        var reading = Read($"{_a}  x\n{string.Concat(Enumerable.Repeat("nonsense\n", 1000))}");

        reading.Problems.Count.ShouldBe(11);
        reading.Problems[^1].ShouldBe("and 990 more");
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("d41d8cd98f00b204e9800998ecf8427e  x\n", "no SHA-256")]
    public void A_list_that_names_no_SHA256_is_refused(string text, string says) => Read(text).Problems.ShouldHaveSingleItem().ShouldContain(says);

    [Fact]
    public void Entries_without_a_model_get_the_one_of_the_list_and_others_keep_theirs()
    {
        var text = Encoding.UTF8.GetBytes($"sha256,path,repo,revision\n{_a},x,,\n{_b},y,org/other,c0ffee\n");

        ListReader.Entries(text, ListFormat.Csv, new("org/model", null)).ShouldBe(
            [new(Digest(_a), "x", new("org/model", null), null), new(Digest(_b), "y", new("org/other", "c0ffee"), null)]);
    }

    [Theory]
    [InlineData("sha256,path\n\"{a}\",\"x, \"\"y\"\"\nz\"\n", "x, \"y\"\nz")]
    [InlineData("Path\tSHA-256\r\nx\t{a}\r\n", "x")]
    [InlineData("digest;reason;filename\nsha256:{a};bad;x", "x")]
    [InlineData("{a},x", "x")]
    [InlineData("x,{a}", "x")]
    [InlineData("hash\n{a}", null)]
    public void A_table_is_read_with_or_without_a_header(string text, string? path)
    {
        var entry = ListReader.Entries(Encoding.UTF8.GetBytes(text.Replace("{a}", _a)), ListFormat.Csv, null).ShouldHaveSingleItem();

        (entry.Sha256.Hex, entry.Path).ShouldBe((_a, path));
    }

    [Theory]
    [InlineData("sha256,path\n\"{a},x\n")]
    [InlineData("sha256,path\n\"{a}\"x,y\n")]
    [InlineData("sha256,path\n{a}0,y\n")]
    [InlineData("sha256,repo\n{a},../../etc\n")]
    [InlineData("path,size\nx,1\n")]
    public void A_table_that_is_broken_is_refused(string text) =>
        Read(text.Replace("{a}", _a), ListFormat.Csv).Problems.ShouldHaveSingleItem().ShouldStartWith("line ");

    [Fact]
    public void A_bill_of_materials_gives_its_nested_files_with_the_model_they_belong_to()
    {
        var text = $$$"""
            {"bomFormat": "CycloneDX", "specVersion": "1.6",
             "metadata": {"component": {"type": "application", "name": "app", "hashes": [{"alg": "SHA-256", "content": "{{{_b}}}"}]}},
             "components": [{"type": "machine-learning-model", "name": "m", "purl": "pkg:huggingface/Org/Model@C0FFEE?x=y",
               "components": [
                 {"type": "file", "name": "model.bin", "hashes": [{"alg": "MD5", "content": "00"}, {"alg": "SHA-256", "content": "{{{_a}}}"}]}]}]}
            """;

        var reading = Read(text);
        var entries = ListReader.Entries(Encoding.UTF8.GetBytes(text), reading.Format, null).ToList();

        (reading.Entries, reading.Skipped, reading.Problems.Count).ShouldBe((2, 1, 0));
        entries.ShouldContain(new ListEntry(Digest(_a), "model.bin", new("Org/Model", "c0ffee"), null));
        entries.ShouldContain(new ListEntry(Digest(_b), null, null, null));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("{\"bomFormat\": \"\\ud800\"}")]
    [InlineData("{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\", \"components\": [{\"hashes\": [{\"alg\": \"SHA-256\", \"content\": \"\\udc00\"}]}]}")]
    [InlineData("{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.3\"}")]
    [InlineData("{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\", \"components\": [7]}")]
    [InlineData("{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\", \"components\": [{\"hashes\": [{\"alg\": \"SHA-256\", \"content\": 1}]}]}")]
    public void A_document_that_is_no_bill_of_materials_is_refused(string text) => Read(text, ListFormat.Cyclonedx).Problems.ShouldNotBeEmpty();

    [Fact]
    public void Components_nested_without_end_are_refused()
    {
        var text = "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\"" + string.Concat(Enumerable.Repeat(", \"components\": [{\"type\": \"file\"", 40))
            + string.Concat(Enumerable.Repeat("}]", 40)) + "}";

        Read(text).Problems.ShouldNotBeEmpty();
        Read(string.Concat(Enumerable.Repeat("{\"components\":[", 100_000))).Problems.ShouldNotBeEmpty();
    }

    [Fact]
    public void Whatever_the_bytes_every_format_ends_with_entries_or_problems() => FsCheck.Check.QuickThrowOnFailure(Prop.ForAll<byte[]>(bytes =>
    {
        foreach (var format in Enum.GetValues<ListFormat>())
        {
            byte[] mixed = [.. Encoding.ASCII.GetBytes($"sha256,\"path\"\n{_a},"), .. bytes];
            foreach (var input in (byte[][])[bytes, mixed])
            {
                var reading = ListReader.Check(input, format);
                if (reading.Problems.Count == 0 && ListReader.Entries(input, reading.Format, null).LongCount() != reading.Entries) return false;
                if (reading.Problems.Count == 0 && reading.Entries == 0) return false;
            }
        }
        return true;
    }));

    private static ListReading Read(string text, ListFormat format = ListFormat.Auto) => ListReader.Check(Encoding.UTF8.GetBytes(text), format);

    private static Sha256Digest Digest(string hex) => Sha256Digest.Parse(hex);
}
