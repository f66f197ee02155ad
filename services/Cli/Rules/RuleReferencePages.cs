using System.Text;
using Assay.Contracts.Rules;

namespace Assay.Cli.Rules;

/// <summary>The rules reference of the documentation: a page for each group of rules, and an index. Made from the rules alone.</summary>
public static class RuleReferencePages
{
    private const string Note = "<!-- Made by `assay rules docs`; change the rules, not this page. -->\n";

    /// <summary>Pages by file name, in order.</summary>
    public static IReadOnlyDictionary<string, string> Of(IReadOnlyList<RuleEntry> rules)
    {
        var groups = rules.GroupBy(r => r.Id[..7], StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        var pages = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["README.md"] = Index(rules, groups) };
        foreach (var group in groups) pages[group.Key + ".md"] = Group(group.Key, [.. group]);
        return pages;
    }

    /// <summary>Writes all pages, and removes those of groups that are gone.</summary>
    public static void WriteTo(string folder, IReadOnlyList<RuleEntry> rules)
    {
        Directory.CreateDirectory(folder);
        var pages = Of(rules);
        foreach (var (name, text) in pages) File.WriteAllText(Path.Combine(folder, name), text);
        foreach (var old in Directory.EnumerateFiles(folder, "ASY-*.md").Where(file => !pages.ContainsKey(Path.GetFileName(file)))) File.Delete(old);
    }

    private static string Index(IReadOnlyList<RuleEntry> rules, IEnumerable<IGrouping<string, RuleEntry>> groups)
    {
        var text = new StringBuilder($"{Note}# Rules\n\nWhat Assay can find: {rules.Count} rules. ");
        text.Append("`assay rules show ID` explains each of them on a terminal.\nA severity is by consequence: ");
        text.Append("critical runs code or commands when the model is loaded; high reads or writes files, uses the network,\n");
        text.Append("changes answers or hides a payload; medium has to be looked at by a person; low and info are worth knowing.\n");
        foreach (var group in groups)
        {
            text.Append($"\n## [{group.Key}]({group.Key}.md): {Analysers(group)}\n\n| rule | severity | what |\n|---|---|---|\n");
            foreach (var rule in group)
                text.Append($"| [{rule.Id}]({group.Key}.md#{rule.Id.ToLowerInvariant()}) | {Word(rule)} | {Prose(rule.Title)} |\n");
        }
        return text.ToString();
    }

    private static string Group(string prefix, IReadOnlyList<RuleEntry> rules)
    {
        var text = new StringBuilder($"{Note}# {prefix}: {Analysers(rules)}\n");
        foreach (var rule in rules)
        {
            text.Append($"\n<a id=\"{rule.Id.ToLowerInvariant()}\"></a>\n## {rule.Id}: {Prose(rule.Title)}\n\n");
            text.Append($"Severity: **{Word(rule)}**. Reported by `{rule.Analyser}` ({rule.Maturity}).\n\n{Prose(rule.Reason)}\n\n");
            text.Append($"**What to do.** {Prose(rule.Remedy)}\n\n**Example.** {Prose(rule.Example)}\n\n");
            text.Append($"**See.** {string.Join(", ", rule.References.Select(Reference))}\n");
        }
        return text.ToString();
    }

    private static string Analysers(IEnumerable<RuleEntry> rules) =>
        string.Join(", ", rules.Select(r => r.Analyser).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static string Reference(string reference) => RuleReference.Link(reference) is { } link ? $"[{reference}]({link})" : Prose(reference);

    /// <summary>Rules quote patterns and code: what Markdown could take for markup is escaped.</summary>
    private static string Prose(string text)
    {
        var prose = new StringBuilder();
        foreach (var c in text.ReplaceLineEndings(" "))
        {
            if (c is '\\' or '`' or '*' or '_' or '{' or '}' or '[' or ']' or '<' or '>' or '#' or '|' or '~' or '&') prose.Append('\\');
            prose.Append(c);
        }
        return prose.ToString();
    }

    private static string Word(RuleEntry rule) => rule.Severity.ToString().ToLowerInvariant();
}
