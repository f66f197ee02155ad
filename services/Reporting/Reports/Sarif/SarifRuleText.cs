using System.Text;
using Assay.Contracts.Rules;
using Assay.Reporting.Reports.Markdown;

namespace Assay.Reporting.Reports.Sarif;

/// <summary>The texts of a rule as code scanning shows them.</summary>
internal static class SarifRuleText
{
    /// <summary>Longest name: GitHub refuses more than 255 characters.</summary>
    private const int MaxName = 100;

    /// <summary>GitHub shows no more.</summary>
    private const int MaxTags = 10;

    private static readonly string[] Always = ["security", "ai-model"];

    /// <summary>An identifier made of the title: <c>LoadingThePickleRunsCode</c>.</summary>
    public static string Name(string title)
    {
        var name = new StringBuilder();
        var upper = true;
        foreach (var c in title)
        {
            if (char.IsAsciiLetterOrDigit(c)) name.Append(upper ? char.ToUpperInvariant(c) : c);
            upper = !char.IsAsciiLetterOrDigit(c) && c != '\'';
            if (name.Length == MaxName) break;
        }
        return name.Length == 0 ? "Rule" : name.ToString();
    }

    public static string Full(SarifRule rule) => rule.Texts is { } texts ? $"{Sentence(rule.Title)} {texts.Reason}" : Sentence(rule.Title);

    public static string Plain(SarifRule rule) => rule.Texts is { } texts
        ? $"{texts.Reason} What to do: {texts.Remedy} Example: {texts.Example} See: {string.Join(", ", rule.References)}"
        : $"{Sentence(rule.Title)} See: {string.Join(", ", rule.References)}";

    public static string Markdown(SarifRule rule)
    {
        var text = new StringBuilder($"# {MarkdownText.Prose(rule.Title)}\n\n");
        if (rule.Texts is { } texts)
        {
            text.Append($"{MarkdownText.Prose(texts.Reason)}\n\n## What to do\n\n{MarkdownText.Prose(texts.Remedy)}\n\n");
            text.Append($"## Example\n\n{MarkdownText.Prose(texts.Example)}\n\n");
        }
        if (rule.References.Count == 0) return text.ToString();
        text.Append("## References\n\n");
        foreach (var reference in rule.References)
        {
            var name = MarkdownText.Prose(reference);
            text.Append(RuleReference.Link(reference) is { } link ? $"- [{name}]({link})\n" : $"- {name}\n");
        }
        return text.ToString();
    }

    public static IEnumerable<string> Tags(SarifRule rule)
    {
        var tags = rule.References.Select(Tag).OfType<string>();
        return Always.Concat(tags).Distinct(StringComparer.Ordinal).Take(MaxTags);
    }

    private static string? Tag(string reference)
    {
        if (RuleReference.CweNumber(reference) is { } cwe) return $"external/cwe/cwe-{cwe}";
        return RuleReference.IsAtlas(reference) ? $"external/atlas/{reference.ToLowerInvariant()}" : null;
    }

    private static string Sentence(string title) => title.EndsWith('.') ? title : title + ".";
}
