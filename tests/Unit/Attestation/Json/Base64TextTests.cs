using Assay.Attestation.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.Attestation.Json;

public sealed class Base64TextTests
{
    [Theory]
    [InlineData("+/+/")]
    [InlineData("-_-_")]
    public void Both_alphabets_are_read(string text) => Base64Text.Decode(text).ShouldBe([0xfb, 0xff, 0xbf]);

    [Theory]
    [InlineData("+/-_")]
    [InlineData("QQ=")]
    [InlineData("QQ===")]
    [InlineData("Q")]
    [InlineData("QR==")]
    [InlineData("QUI=\n")]
    [InlineData("QU JD")]
    [InlineData("QU*D")]
    [InlineData("====")]
    [InlineData("=")]
    public void Anything_else_is_refused(string text) => Base64Text.Decode(text).ShouldBeNull();

    [Fact]
    public void Whatever_is_encoded_is_decoded_with_and_without_padding() => Prop.ForAll<byte[]>(bytes =>
    {
        var text = Convert.ToBase64String(bytes);
        var urlSafe = text.Replace('+', '-').Replace('/', '_');
        return new[] { text, text.TrimEnd('='), urlSafe, urlSafe.TrimEnd('=') }.All(t => Base64Text.Decode(t).AsSpan().SequenceEqual(bytes));
    }).QuickCheckThrowOnFailure();
}
