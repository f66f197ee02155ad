using FsCheck;
using FsCheck.Fluent;
using Assay.Domain.Versions;
using Assay.Ingest.Bases;

namespace Assay.Tests.Unit.Ingest.Bases;

public sealed class BaseTargetsTests
{
    [Theory]
    [InlineData("base", "/models/base")]
    [InlineData("org/base", "/models/base /org/base")]
    [InlineData("pkg:huggingface/org/base@abc", "/models/base /org/base")]
    [InlineData("https://huggingface.co/org/base", "/models/base /org/base")]
    [InlineData("mine", "")]
    [InlineData("..", "")]
    [InlineData("../secret", "")]
    [InlineData("org/..", "")]
    [InlineData("/etc", "")]
    [InlineData("a/b/c", "")]
    [InlineData("with space", "")]
    [InlineData("nul\0", "")]
    [InlineData("", "")]
    public void Only_plain_names_become_folders_beside_the_model(string name, string folders) =>
        string.Join(' ', BaseTargets.Beside(Version("file", "/models/mine"), name)).ShouldBe(folders);

    [Fact]
    public void A_model_of_a_hub_has_no_folders_beside_it() => BaseTargets.Beside(Version("hf", "org/mine"), "base").ShouldBeEmpty();

    [Fact]
    public void Whatever_a_card_says_it_leads_nowhere_but_beside_the_model() => Check.QuickThrowOnFailure(Prop.ForAll<string>(name =>
        BaseTargets.Beside(Version("file", "/a/models/mine"), name ?? "").All(f => Path.GetFullPath(f) == f && (Path.GetDirectoryName(f) == "/a/models" || f.StartsWith("/a/", StringComparison.Ordinal)))));

    [Theory]
    [InlineData("org/base", "hf://org/base")]
    [InlineData("pkg:huggingface/org/base@0123abc", "hf://org/base@0123abc")]
    [InlineData("pkg:huggingface/org/base?x=1", "hf://org/base")]
    [InlineData("base", null)]
    [InlineData("org/base@a/../b", "hf://org/base")]
    public void A_name_of_the_hub_is_a_repository_and_perhaps_a_commit(string name, string? target) => BaseTargets.OnHub(name).ShouldBe(target);

    private static ModelVersion Version(string source, string name) =>
        new() { Id = Guid.NewGuid(), Source = source, Name = name, ListingDigest = default, Files = [] };
}
