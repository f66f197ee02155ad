using Assay.Domain.Lineage;

namespace Assay.Tests.Unit.Domain.Lineage;

public sealed class BaseComparisonTests
{
    private static readonly KnownModel Self = FamilyTests.Model("me/model");

    [Fact]
    public void A_named_base_that_shares_tensors_is_confirmed_even_where_another_shares_more()
    {
        var found = Judge("abcdef", ["org/base"], ("org/base", "abxyz!"), ("org/other", "abcdef"));
        (found.Kind, found.Declared!.Model.Name).ShouldBe((BaseFinding.Confirmed, "org/base"));
    }

    [Fact]
    public void A_named_base_of_the_same_shapes_that_shares_nothing_is_contradicted_by_another_that_shares_most()
    {
        var found = Judge("abcdef", ["org/base"], ("org/base", "uvwxyz"), ("org/other", "abcdef"));
        (found.Kind, found.Found!.Model.Name).ShouldBe((BaseFinding.Contradicted, "org/other"));
    }

    [Fact]
    public void A_named_base_in_another_number_format_is_never_contradicted()
    {
        var tree = FamilyTree.Of(FamilyTests.Tensors("abcdef", "F16"), [(FamilyTests.Model("org/half"), FamilyTests.Tensors("abcdef", "F16"))], isCut: false);
        var found = BaseComparison.Of(Self, tree, ["org/base"], [(FamilyTests.Model("org/base"), FamilyTests.Tensors("uvwxyz"))]);
        found.Kind.ShouldBe(BaseFinding.Unnamed);
    }

    [Fact]
    public void A_named_base_is_not_contradicted_by_a_model_that_descends_from_it() =>
        Judge("abcdef", ["org/base"], ("org/base", "uvwxyz"), ("org/tuned", "abcdez")).Kind.ShouldBe(BaseFinding.Unnamed);

    [Fact]
    public void A_named_base_is_not_contradicted_by_a_small_part_that_was_taken_over() =>
        Judge("abcdef", ["org/base"], ("org/base", "uvwxyz"), ("org/other", "a12345")).Kind.ShouldBe(BaseFinding.Unnamed);

    [Fact]
    public void A_fine_tune_of_all_layers_is_nothing() =>
        Judge("abcdef", ["org/base"], ("org/base", "uvwxyz")).Kind.ShouldBe(BaseFinding.Nothing);

    [Fact]
    public void Tensors_of_a_model_that_is_not_named_are_said() =>
        Judge("abcdef", [], ("org/base", "abcdef")).Kind.ShouldBe(BaseFinding.Unnamed);

    [Fact]
    public void Another_version_of_the_same_model_is_no_base() =>
        Judge("abcdef", [], (Self.Name, "abcdef")).Kind.ShouldBe(BaseFinding.Nothing);

    [Theory]
    [InlineData("hf", "org/base", "org/base", true)]
    [InlineData("hf", "evil/org/base", "org/base", false)]
    [InlineData("file", "/models/org/base", "org/base", true)]
    [InlineData("file", "/models/notorg/base", "org/base", false)]
    [InlineData("file", "/models/org/base", "", false)]
    public void A_model_goes_by_its_whole_name_on_a_hub_and_by_the_end_of_its_path_on_a_disk(string source, string model, string name, bool named) =>
        BaseComparison.IsNamed(FamilyTests.Model(model, source), name).ShouldBe(named);

    private static BaseJudgement Judge(string own, string[] names, params (string Name, string Letters)[] known)
    {
        var models = known.Select(k => (FamilyTests.Model(k.Name), FamilyTests.Tensors(k.Letters))).ToList();
        var tree = FamilyTree.Of(FamilyTests.Tensors(own), models, isCut: false);
        return BaseComparison.Of(Self, tree, names, [.. models.Where(m => names.Contains(m.Item1.Name))]);
    }
}
