using System.Text;
using Assay.Storage.Sql;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.Storage;

public sealed class StoredTextTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("Ünïcode \U0001F600")]
    public void Whole_text_is_kept(string text) => StoredText.Clean(text).ShouldBe(text);

    [Fact]
    public void Any_text_becomes_what_strict_UTF_8_can_hold() => Check.QuickThrowOnFailure(Prop.ForAll<char[]>(characters =>
    {
        var clean = StoredText.Clean(new string(characters));
        return !clean.Contains('\0') && new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(clean) >= 0 && clean.Length == characters.Length;
    }));
}
