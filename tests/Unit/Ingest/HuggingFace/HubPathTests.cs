using Assay.Ingest.Sources.HuggingFace;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.Ingest.HuggingFace;

public sealed class HubPathTests
{
    [Theory]
    [InlineData("config.json")]
    [InlineData("a/b/c d/ü.txt")]
    [InlineData("...")]
    [InlineData(".gitattributes")]
    public void A_plain_relative_name_is_good(string path) => HubPath.Problem(path).ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("../x")]
    [InlineData("a/../../x")]
    [InlineData("a/..")]
    [InlineData("a//b")]
    [InlineData("./a")]
    [InlineData("a/")]
    [InlineData("a\\..\\b")]
    [InlineData("C:/x")]
    [InlineData("a\nb")]
    [InlineData("a\u0000b")]
    [InlineData("a\u007fb")]
    public void A_name_that_could_lead_elsewhere_is_refused(string path) => HubPath.Problem(path).ShouldNotBeNull();

    [Fact]
    public void No_accepted_name_leads_out_of_a_folder() => FsCheck.Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Elements("..", ".", "a", "b c", "/", "\\", "", "C:", "\n").ListOf(4).Select(parts => string.Join('/', parts)).ToArbitrary(),
        path => HubPath.Problem(path) is not null
            || Path.GetFullPath(Path.Combine("/root/model", path)).StartsWith("/root/model/", StringComparison.Ordinal)));
}
