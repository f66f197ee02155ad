using System.Runtime.CompilerServices;
using Assay.Cli.Rules;
using Assay.Contracts.Rules;

namespace Assay.Tests.Unit.Cli.Rules;

public sealed class RuleReferenceTests
{
    private const string HowToRenew = "run './assay rules docs' in the repository's root, or these tests with ASSAY_WRITE_GOLDEN=1, and commit docs/rules";

    private static readonly string Folder = Path.GetFullPath(Path.Combine(Here(), "../../../../docs/rules"));

    [Fact]
    public void The_pages_of_the_documentation_are_those_that_the_rules_make()
    {
        var rules = KnownRules.Catalogue.All;
        if (Environment.GetEnvironmentVariable("ASSAY_WRITE_GOLDEN") == "1") RuleReferencePages.WriteTo(Folder, rules);

        foreach (var (name, text) in RuleReferencePages.Of(rules))
        {
            var file = Path.Combine(Folder, name);
            File.Exists(file).ShouldBeTrue($"docs/rules/{name} is missing: {HowToRenew}");
            File.ReadAllText(file).ShouldBe(text, $"docs/rules/{name} is out of date: {HowToRenew}");
        }
        Directory.EnumerateFiles(Folder, "ASY-*.md").Select(Path.GetFileName).ShouldBeSubsetOf(
            RuleReferencePages.Of(rules).Keys, $"docs/rules has pages of rules that are gone: {HowToRenew}");
    }

    [Fact]
    public void Every_rule_refers_to_a_weakness_and_to_a_technique_against_AI()
    {
        var rules = KnownRules.Catalogue.All;

        rules.Where(r => !r.References.Any(reference => RuleReference.CweNumber(reference) is not null)).Select(r => r.Id)
            .ShouldBeEmpty("these rules name no CWE");
        rules.Where(r => !r.References.Any(RuleReference.IsAtlas)).Select(r => r.Id).ShouldBeEmpty("these rules name no technique of MITRE ATLAS");
    }

    [Fact]
    public void Every_rule_has_all_its_texts()
    {
        var rules = KnownRules.Catalogue.All;

        rules.Count.ShouldBeGreaterThan(30);
        rules.Where(r => ((string[])[r.Title, r.Reason, r.Example, r.Remedy]).Any(string.IsNullOrWhiteSpace)).Select(r => r.Id).ShouldBeEmpty();
        rules.Select(r => r.Id).ShouldBeUnique();
        rules.Where(r => r.Title.EndsWith('.')).Select(r => r.Id).ShouldBeEmpty("a title is no sentence");
    }

    [Fact]
    public void Every_reference_of_a_rule_leads_somewhere()
    {
        var dead = KnownRules.Catalogue.All.SelectMany(r => r.References.Where(reference => RuleReference.Link(reference) is null).Select(x => $"{r.Id}: {x}"));

        dead.ShouldBeEmpty();
    }

    [Fact]
    public void The_rules_of_every_service_are_known()
    {
        var prefixes = KnownRules.Catalogue.All.Select(r => r.Id[..7]).Distinct();

        new[] { "ASY-ARC", "ASY-HSH", "ASY-PKL", "ASY-PRB" }.ShouldBeSubsetOf(prefixes);
    }

    [Fact]
    public void A_rule_with_rule_data_carries_its_digest() => KnownRules.Catalogue.Find("ASY-PKL-001")!.Data.IsEmpty.ShouldBeFalse();

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
