using System.Text;
using Assay.Contracts.Values;

namespace Assay.Tests.Unit.Inspect.Containers;

public sealed class ColumnarContainerTests
{
    private static readonly byte[] Schema =
        [0xff, 0xff, 0xff, 0xff, 0x40, 1, 0, 0, .. "ARROW:extension:metadata\0"u8, .. ExampleModels.CanaryPickle(), .. "ARROW:extension:name\0arrow.py_extension_type\0"u8];

    private static byte[] Arrow(byte[] schema) => [.. "ARROW1\0\0"u8, .. schema, .. new byte[256], .. "ARROW1"u8];

    private static byte[] Parquet(byte[] schema) =>
        [.. "PAR1"u8, .. new byte[256], 0x18, 12, .. "ARROW:schema"u8, 0x18, 0x90, 2, .. Encoding.ASCII.GetBytes(Convert.ToBase64String(schema)), 0, 0, .. "PAR1"u8];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_type_that_is_a_pickle_is_reported_and_its_pickle_examined(bool isArrow)
    {
        var findings = await Samples.WalkAsync(isArrow ? Arrow(Schema) : Parquet(Schema));
        findings.ShouldContain(f => f.Rule == "ASY-ARW-001" && f.Severity == Severity.High);
        findings.ShouldContain(f => f.Rule == "ASY-PKL-001");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Tables_without_such_a_type_raise_nothing_and_their_columns_are_not_accounted_for(bool isArrow)
    {
        byte[] schema = [0xff, 0xff, 0xff, 0xff, 0x40, 1, 0, 0, .. "ARROW:extension:name\0arrow.json\0pandas"u8];
        var result = await Samples.RunAsync(isArrow ? Arrow(schema) : Parquet(schema));
        Samples.FindingsOf(result).ShouldBeEmpty();
        result.Formats.ShouldBe([isArrow ? "arrow" : "parquet"]);
        result.BytesUnderstood.ShouldBe(0);
    }
}
