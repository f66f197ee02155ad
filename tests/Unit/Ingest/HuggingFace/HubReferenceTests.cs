using Assay.Ingest.Sources.HuggingFace;

namespace Assay.Tests.Unit.Ingest.HuggingFace;

public sealed class HubReferenceTests
{
    [Theory]
    [InlineData("hf://org/name", "org/name", null)]
    [InlineData("hf://gpt2", "gpt2", null)]
    [InlineData("hf://org/name@main", "org/name", "main")]
    [InlineData("hf://org/name.v1_2-x@refs/pr/3", "org/name.v1_2-x", "refs/pr/3")]
    [InlineData("hf://org/name@a@b", "org/name", "a@b")]
    public void A_reference_is_split_into_repository_and_revision(string target, string repository, string? revision) =>
        HubReference.Parse(target).ShouldBe(new HubReference(repository, revision));

    [Theory]
    [InlineData("hf://")]
    [InlineData("hf:///name")]
    [InlineData("hf://org/")]
    [InlineData("hf://a/b/c")]
    [InlineData("hf://org/..")]
    [InlineData("hf://org/name@")]
    [InlineData("hf://org/name@../x")]
    [InlineData("hf://org/name@a b")]
    [InlineData("hf://org/na?me")]
    [InlineData("hf://org/name#x")]
    [InlineData("hf://org/name\n")]
    [InlineData("HF://org/name")]
    [InlineData("org/name")]
    public void Anything_else_is_no_reference(string target) => HubReference.Parse(target).ShouldBeNull();
}
