using System.Security.Cryptography;
using System.Text;
using Assay.Contracts.Values;
using Assay.Domain.Lineage;
using Assay.Domain.Versions;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.Domain.Lineage;

public sealed class FamilyTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    internal static KnownModel Model(string name, string source = "hf") => new(Guid.NewGuid(), source, name, null, null, Noon);

    /// <summary>Tensors named by letters: the same letter is the same content. A digit before it is its number format.</summary>
    internal static ModelTensors Tensors(string letters, string type = "F32", long size = 4096) =>
        new(letters.Select(c => new StoredTensor(Digest(c.ToString()), "layer." + c, type, "32x32", size, 0)));

    private static Sha256Digest Digest(string text) => Sha256Digest.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("abc", "abc", Kinship.Identical)]
    [InlineData("abc", "abcd", Kinship.Within)]
    [InlineData("abcd", "abc", Kinship.Contains)]
    [InlineData("abc", "axy", Kinship.Some)]
    [InlineData("abc", "xyz", Kinship.None)]
    [InlineData("", "", Kinship.None)]
    public void What_two_models_share_decides_their_kinship(string own, string other, Kinship kinship) =>
        TensorComparison.Of(Tensors(own), Tensors(other)).Kinship.ShouldBe(kinship);

    [Fact]
    public void A_comparison_is_the_same_from_both_sides() => Prop.ForAll<string, string>((a, b) =>
    {
        var (one, other) = (Tensors(a ?? ""), Tensors(b ?? ""));
        var (there, back) = (TensorComparison.Of(one, other), TensorComparison.Of(other, one));
        (there.SharedTensors, there.SharedBytes, there.ShareOfOwn).ShouldBe((back.SharedTensors, back.SharedBytes, back.ShareOfOther));
        there.ShareOfOwn.ShouldBeInRange(0, 1);
        (there.Kinship == Kinship.Within).ShouldBe(back.Kinship == Kinship.Contains);
    }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void Content_that_any_model_may_have_is_no_relation()
    {
        var zeros = new ModelTensors([new StoredTensor(Digest("zeros"), "bias", "F32", "4096", 16384, 2)]);
        (zeros.Count, zeros.Evidence.Count).ShouldBe((1, 0));
        TensorComparison.Of(zeros, zeros).Kinship.ShouldBe(Kinship.None);
    }

    [Fact]
    public void Relatives_are_ranked_by_shared_bytes_and_strangers_left_out()
    {
        var tree = FamilyTree.Of(Tensors("abcdef"), [(Model("two"), Tensors("ab")), (Model("none"), Tensors("xyz")), (Model("four"), Tensors("abcd"))], isCut: false);
        tree.Relatives.Select(r => r.Model.Name).ShouldBe(["four", "two"]);
    }

    [Fact]
    public void A_model_with_whole_tensors_of_several_looks_merged_and_one_with_tensors_of_one_family_does_not()
    {
        Merged("abcdef", ("a", "abcx"), ("b", "defy")).ShouldBe(["a", "b"]);
        Merged("abcdef", ("a", "abcx"), ("copy of a", "abcx")).ShouldBeEmpty();
        Merged("abcdef", ("a", "abcx"), ("b", "defy"), ("the same", "abcdef")).ShouldBeEmpty();

        static IEnumerable<string> Merged(string own, params (string Name, string Letters)[] others) =>
            FamilyTree.Of(Tensors(own), others.Select(o => (Model(o.Name), Tensors(o.Letters))), isCut: false).MergedFrom.Select(r => r.Model.Name);
    }

    [Fact]
    public void Adapters_are_known_by_the_names_of_their_tensors()
    {
        new ModelTensors([new StoredTensor(Digest("a"), "q_proj.lora_A.weight", "F32", "8x64", 2048, 0)]).IsAdapter.ShouldBeTrue();
        Tensors("abc").IsAdapter.ShouldBeFalse();
    }

    [Fact]
    public void The_subject_of_a_lineage_fact_is_the_listing_under_its_name()
    {
        var version = new ModelVersion { Id = Guid.NewGuid(), Source = "hf", Name = "org/a", ListingDigest = Digest("listing"), Files = [] };
        LineageSubject.Key(version).ShouldBe(LineageSubject.Key(version with { Id = Guid.NewGuid(), Revision = "other" }));
        LineageSubject.Key(version).ShouldNotBe(LineageSubject.Key(version with { Name = "evil/a" }));
        LineageSubject.Key(version).ShouldNotBe(LineageSubject.Key(version with { ListingDigest = Digest("other") }));
    }
}
