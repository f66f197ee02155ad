using System.Text;
using Assay.Attestation.Json;

namespace Assay.Tests.Unit.Attestation.Json;

public sealed class StrictJsonTests
{
    [Theory]
    [InlineData("""{"a":1,"a":1}""", "uplicate")]
    [InlineData("""{"a":1,"\u0061":1}""", "uplicate")]
    [InlineData("""{"b":{"a":1,"a":2}}""", "uplicate")]
    [InlineData("""{"a":1} {"a":2}""", "not strict JSON")]
    [InlineData("""{"a":1}x""", "not strict JSON")]
    [InlineData("""{"a":NaN}""", "not strict JSON")]
    [InlineData("""{"a":Infinity}""", "not strict JSON")]
    [InlineData("""{"a":1,}""", "not strict JSON")]
    [InlineData("""{"a":1/*c*/}""", "not strict JSON")]
    [InlineData("""{'a':1}""", "not strict JSON")]
    [InlineData("""{"a":01}""", "not strict JSON")]
    [InlineData("", "not strict JSON")]
    [InlineData("[]", "an object is expected, not a list")]
    [InlineData("null", "an object is expected, not null")]
    [InlineData("""{"a":"\ud800"}""", "surrogate")]
    [InlineData("""{"a":"\ud800x"}""", "surrogate")]
    [InlineData("""{"a":"\ud800\u0041"}""", "surrogate")]
    [InlineData("""{"a":"\udc00"}""", "surrogate")]
    [InlineData("""{"\udc00":1}""", "surrogate")]
    public void What_two_parsers_could_read_differently_is_refused(string text, string because) =>
        StrictJson.ParseObject(Encoding.UTF8.GetBytes(text)).Reason.ShouldNotBeNull().ShouldContain(because);

    [Theory]
    [InlineData("""{"a":"\ud83d\ude00"}""")]
    [InlineData("""{"a":"\\ud800"}""")]
    [InlineData("""{"a":"é","b":{"a":1}}""")]
    public void Plain_documents_are_read(string text) => StrictJson.ParseObject(Encoding.UTF8.GetBytes(text)).IsOk.ShouldBeTrue();

    [Fact]
    public void Other_encodings_than_plain_UTF_8_are_refused()
    {
        StrictJson.ParseObject([0xef, 0xbb, 0xbf, .. "{}"u8]).Reason.ShouldBe("the text begins with a byte order mark; write it as plain UTF-8");
        StrictJson.ParseObject(Encoding.Unicode.GetBytes("{}")).IsOk.ShouldBeFalse();
        StrictJson.ParseObject([.. "{\"a\":\""u8, 0xff, .. "\"}"u8]).Reason.ShouldBe("the text is not UTF-8");
    }

    [Fact]
    public void Depth_and_length_are_bounded()
    {
        string Nested(int depth) => string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);

        StrictJson.ParseObject(Encoding.UTF8.GetBytes(Nested(32))).IsOk.ShouldBeTrue();
        StrictJson.ParseObject(Encoding.UTF8.GetBytes(Nested(33))).IsOk.ShouldBeFalse();
        StrictJson.ParseObject("{\"a\":1}"u8, new(6, 8)).Reason.ShouldBe("the text has 7 bytes; at most 6 are read");
    }

    [Theory]
    [InlineData("16", 16L)]
    [InlineData("16.0", 16L)]
    [InlineData("1.6e1", 16L)]
    [InlineData("\"16\"", 16L)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("null", null)]
    public void Counts_are_read_in_every_spelling(string value, long? expected)
    {
        var fields = StrictJson.ParseObject(Encoding.UTF8.GetBytes($$"""{"n":{{value}}}""")).Value!;

        fields.OptionalCount("n").ShouldBe(expected);
        fields.Problem.First.ShouldBeNull();
    }

    [Theory]
    [InlineData("16.5")]
    [InlineData("-1")]
    [InlineData("\"-1\"")]
    [InlineData("\" 1\"")]
    [InlineData("1e400")]
    [InlineData("9223372036854775808")]
    [InlineData("true")]
    public void What_is_no_count_is_reported(string value)
    {
        var fields = StrictJson.ParseObject(Encoding.UTF8.GetBytes($$"""{"n":{{value}}}""")).Value!;

        fields.OptionalCount("n").ShouldBeNull();
        fields.Problem.First.ShouldNotBeNull().ShouldStartWith("n: a whole number");
    }
}
