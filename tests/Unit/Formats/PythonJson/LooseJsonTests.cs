using System.Text;
using Assay.Formats.PythonJson;

namespace Assay.Tests.Unit.Formats.PythonJson;

public sealed class LooseJsonTests
{
    private static LooseJsonDocument Read(string text) => LooseJson.Read(text, TestContext.Current.CancellationToken);

    [Fact]
    public void What_Python_accepts_is_accepted()
    {
        var document = Read("{\"a\": NaN, \"b\": -Infinity, \"\\u0063\": [1, 2.5e3, true, null], \"a\": \"last\"}");
        document.IsWhole.ShouldBeTrue();
        document.Root!.TextOf("a").ShouldBe("last");
        document.Root.All("a").Count().ShouldBe(2);
        document.Root["c"]!.Items.Count.ShouldBe(4);
    }

    [Fact]
    public void Wide_encodings_are_recognised_as_Python_does()
    {
        foreach (var encoding in (Encoding[])[Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32, Encoding.UTF8])
        {
            byte[] plain = encoding.GetBytes("{\"a\": \"é\"}");
            foreach (var bytes in (byte[][])[plain, [.. encoding.Preamble, .. plain]])
            {
                LooseJson.MayBegin(bytes).ShouldBeTrue();
                LooseJson.Read(bytes, TestContext.Current.CancellationToken).Root!.TextOf("a").ShouldBe("é");
            }
        }
    }

    [Theory]
    [InlineData("{\"a\": {\"b\": \"cut", "cut")]
    [InlineData("{\"a\": {\"b\": \"cut\"", "cut")]
    [InlineData("{\"a\": {\"b\": \"cut\"}} more", "cut")]
    public void A_damaged_document_yields_what_stands_before_the_damage(string text, string expected)
    {
        var document = Read(text);
        document.IsWhole.ShouldBeFalse();
        document.Root!["a"]!.TextOf("b").ShouldBe(expected);
    }

    [Fact]
    public void Deep_nesting_neither_overflows_nor_is_followed_forever() =>
        Read(new string('[', 200_000)).Fault!.ShouldContain("deeper");

    [Fact]
    public void A_document_cut_or_changed_anywhere_is_read_without_an_exception()
    {
        const string Sample = "{\"class_name\": \"A\\u0042\", \"config\": [1, -2.5, NaN, {\"x\": null, \"y\": [[], {}]}], \"e\": \"\\n\\\\\"}";
        for (var length = 0; length <= Sample.Length; length++) Read(Sample[..length]);
        var random = new Random(7);
        for (var i = 0; i < 5000; i++)
        {
            var text = Sample.ToCharArray();
            for (var n = random.Next(1, 5); n > 0; n--) text[random.Next(text.Length)] = "{}[]\",:\\u0 1"[random.Next(12)];
            Read(new string(text));
        }
    }
}
