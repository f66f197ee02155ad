using System.Text;
using Assay.Domain.Lineage;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.Domain.Lineage;

public sealed class DeclaredBasesTests
{
    [Theory]
    [InlineData("base_model: org/base", "org/base")]
    [InlineData("base_model:\n- org/a\n- org/b\nlicense: mit", "org/a org/b")]
    [InlineData("base_model: [org/a, 'org/b']", "org/a org/b")]
    [InlineData("license: mit\ntags:\n- base_model\n- org/no\nbase_model: \"org/yes\"\nbase_model_relation: finetune", "org/yes")]
    [InlineData("a: [1, {base_model: org/inner}]\nb: base_model\nc: org/no", "")]
    [InlineData("base_model: {name: org/no}", "")]
    [InlineData("base_model:\n  - [org/no]\n  - org/yes", "org/yes")]
    [InlineData("base_model: org/yes\nbroken: [", "org/yes")]
    [InlineData("x: &a org/x\nbase_model: *a\nlicense: org/no", "")]
    public void Names_stand_in_the_front_matter_under_their_key_alone(string yaml, string names) =>
        Card($"---\n{yaml}\n---\n# Text\nbase_model: org/text\n").ShouldBe(names.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void A_card_without_front_matter_names_nothing() => Card("base_model: org/base\n").ShouldBeEmpty();

    [Fact]
    public void Adapters_configurations_and_the_hubs_metadata_name_bases()
    {
        DeclaredBases.InFile("adapter_config.json", """{"base_model_name_or_path": "org/base", "r": 8}"""u8).ShouldBe(["org/base"]);
        DeclaredBases.InFile("config.json", """{"base_model_name_or_path": 5}"""u8).ShouldBeEmpty();
        DeclaredBases.InFile("config.json", "["u8).ShouldBeEmpty();
        DeclaredBases.InMetadata("""{"base_models": ["org/a", "org/a", "org/b"]}""").ShouldBe(["org/a", "org/b"]);
        DeclaredBases.InMetadata(null).ShouldBeEmpty();
    }

    [Fact]
    public void Names_are_few_and_short()
    {
        Card("---\nbase_model:\n" + string.Concat(Enumerable.Range(0, 1000).Select(i => $"- org/m{i}\n")) + "---\n").Count.ShouldBe(16);
        Card($"---\nbase_model: org/{new string('x', 1000)}\n---\n").ShouldBeEmpty();
    }

    [Fact]
    public void Whatever_stands_in_a_card_it_is_read_without_an_exception() => Prop.ForAll<string>(text =>
    {
        Card($"---\n{text}\n---\n").Count.ShouldBeLessThanOrEqualTo(16);
        Card($"---\nbase_model: {text}\n---\n").Count.ShouldBeLessThanOrEqualTo(16);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void References_that_unfold_to_a_billion_cost_nothing()
    {
        var bomb = new StringBuilder("---\na0: &a0 [x, x]\n");
        for (var i = 1; i < 60; i++) bomb.Append(null, $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n");
        Card(bomb.Append("base_model: org/base\n---\n").ToString()).ShouldBe(["org/base"]);
    }

    private static IReadOnlyList<string> Card(string text) => DeclaredBases.InFile("README.md", Encoding.UTF8.GetBytes(text));
}
