using Assay.Contracts.Values;
using Assay.Domain.Trust;
using Assay.Domain.Versions;

namespace Assay.Tests.Unit.Domain.Trust;

public sealed class ModelScopeTests
{
    [Theory]
    [InlineData("hf://org/model", "org/model", null)]
    [InlineData("org/model@c0ffee", "org/model", "c0ffee")]
    [InlineData("gpt2", "gpt2", null)]
    [InlineData("/data/models/a/", "/data/models/a", null)]
    public void A_model_is_named_as_people_do(string text, string repository, string? revision) =>
        ModelScope.Parse(text).ShouldBe(new(repository, revision));

    [Theory]
    [InlineData("")]
    [InlineData("a/b/c")]
    [InlineData("../x")]
    [InlineData("a b")]
    [InlineData("org/model@")]
    [InlineData("hf://")]
    public void Anything_else_names_none(string text)
    {
        // "../x" has the form of a name at a hub and is refused by its characters only where there are others than dots.
        if (text == "../x") ModelScope.Parse(text)!.Covers(Version("org/x", null)).ShouldBeFalse();
        else ModelScope.Parse(text).ShouldBeNull();
    }

    [Fact]
    public void A_revision_narrows_to_one_version()
    {
        new ModelScope("org/m", null).Covers(Version("org/m", "c1")).ShouldBeTrue();
        new ModelScope("org/m", "c1").Covers(Version("org/m", "c1")).ShouldBeTrue();
        new ModelScope("org/m", "c2").Covers(Version("org/m", "c1")).ShouldBeFalse();
        new ModelScope("org/M", null).Covers(Version("org/m", "c1")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("hf", "Org/My.Model", "ABCDEF", "pkg:huggingface/Org/My.Model@abcdef")]
    [InlineData("hf", "gpt2", "c0ffee", "pkg:huggingface/gpt2@c0ffee")]
    [InlineData("hf", "org/m", null, null)]
    [InlineData("file", "/data/m", "c0ffee", null)]
    public void A_version_of_the_hub_has_a_package_url(string source, string name, string? revision, string? purl) =>
        PackageUrl.Of(Version(name, revision) with { Source = source }).ShouldBe(purl);

    [Theory]
    [InlineData("pkg:huggingface/org/m@C0FFEE?repository_url=x#y", "org/m", "c0ffee")]
    [InlineData("pkg:huggingface/org%2Fm", "org/m", null)]
    [InlineData("pkg:npm/org/m@1", null, null)]
    [InlineData("pkg:huggingface/", null, null)]
    [InlineData("pkg:huggingface//etc/passwd", "etc/passwd", null)]
    [InlineData("pkg:huggingface/org/m@", null, null)]
    public void A_package_url_names_a_model(string purl, string? repository, string? revision) =>
        PackageUrl.ScopeOf(purl).ShouldBe(repository is null ? null : new ModelScope(repository, revision));

    [Fact]
    public void What_bears_on_a_version_has_a_digest_and_nothing_has_none()
    {
        TrustRecords.None.Digest().IsEmpty.ShouldBeTrue();
        var list = Assay.Tests.Unit.HashVerify.HashVerifyTests.ListOf(ListKind.Bad);
        var entry = new ListEntry(Sha256Digest.OfNothing, null, null, null);
        TrustRecords[] different =
        [
            new("org/old", [], [], []),
            new(null, [new(list, entry)], [], []),
            new(null, [new(list, entry with { Path = "x" })], [], []),
            new(null, [new(list with { Kind = ListKind.Good }, entry)], [], []),
            new(null, [], [new(RegistryState.Approved, Sha256Digest.OfNothing, "me", DateTimeOffset.UnixEpoch, null)], []),
            new(null, [], [new(RegistryState.Revoked, Sha256Digest.OfNothing, "me", DateTimeOffset.UnixEpoch, null)], []),
            new(null, [], [], [new("org/m", "1", DateTimeOffset.UnixEpoch)]),
            new(null, [], [], [new("org/m", "1", DateTimeOffset.UnixEpoch)]) { Self = ("org/m", "2") },
            new(null, [], [], [new("org/m", "1", DateTimeOffset.UnixEpoch)]) { Self = ("org/m", "3") },
        ];
        different.Select(r => r.Digest()).Distinct().Count().ShouldBe(different.Length);
        different[1].Digest().ShouldBe(new TrustRecords(null, [new(list, entry)], [], []).Digest());
    }

    private static ModelVersion Version(string name, string? revision) => new()
    {
        Id = Guid.NewGuid(),
        Source = "hf",
        Name = name,
        Revision = revision,
        ListingDigest = Sha256Digest.OfNothing,
        Files = [],
    };
}
