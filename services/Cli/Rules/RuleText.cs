using System.Text;
using System.Text.Json;
using Assay.Contracts;
using Assay.Contracts.Rules;

namespace Assay.Cli.Rules;

/// <summary>Rules on a terminal, and as JSON for programs.</summary>
internal static class RuleText
{
    private const int Width = 100;

    public static string Table(IReadOnlyList<RuleEntry> rules)
    {
        var text = new StringBuilder();
        var analyserWidth = rules.Max(r => r.Analyser.Length) + 2;
        text.Append($"{"RULE",-13}{"SEVERITY",-10}{"ANALYSER".PadRight(analyserWidth)}TITLE\n");
        foreach (var rule in rules)
            text.Append($"{rule.Id,-13}{Word(rule.Severity),-10}{rule.Analyser.PadRight(analyserWidth)}{rule.Title}\n");
        text.Append($"\n{rules.Count} rules. 'assay rules show {rules[0].Id}' explains one.\n\nANALYSERS\n");
        var analysers = rules.Select(r => (r.Analyser, r.Version, r.Maturity, r.Data)).Distinct();
        foreach (var analyser in analysers.OrderBy(a => a.Analyser, StringComparer.Ordinal))
        {
            var data = analyser.Data.IsEmpty ? "" : $", rule data sha256 {analyser.Data.Hex[..16]}";
            text.Append($"{analyser.Analyser.PadRight(analyserWidth)}version {analyser.Version}, {analyser.Maturity}{data}\n");
        }
        return text.ToString();
    }

    public static string Page(RuleEntry rule)
    {
        var text = new StringBuilder($"{rule.Id}  {rule.Title}\n");
        Field(text, "Severity", Word(rule.Severity));
        Field(text, "Reported by", $"{rule.Analyser}, version {rule.Version}, {rule.Maturity}");
        if (!rule.Data.IsEmpty) Field(text, "Rule data", $"sha256 {rule.Data.Hex}");
        Field(text, "Why", rule.Reason);
        Field(text, "Example", rule.Example);
        Field(text, "What to do", rule.Remedy);
        foreach (var reference in rule.References) Field(text, "See", RuleReference.Link(reference) is { } link ? $"{reference}  {link}" : reference);
        return text.ToString();
    }

    /// <summary>The same shape for one rule and for all: <c>{ "rules": [ … ] }</c>.</summary>
    public static string Json(IReadOnlyList<RuleEntry> rules) =>
        JsonSerializer.Serialize(new Listing("assay.rules/1", rules), AssayJson.Indented) + "\n";

    private static void Field(StringBuilder text, string label, string value)
    {
        const int Hang = 15;
        text.Append($"  {label}".PadRight(Hang));
        var column = Hang;
        foreach (var word in value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (column > Hang && column + 1 + word.Length > Width)
            {
                text.Append('\n').Append(' ', Hang);
                column = Hang;
            }
            if (column > Hang)
            {
                text.Append(' ');
                column++;
            }
            text.Append(word);
            column += word.Length;
        }
        text.Append('\n');
    }

    private static string Word(Contracts.Values.Severity severity) => severity.ToString().ToLowerInvariant();

    private sealed record Listing(string Schema, IReadOnlyList<RuleEntry> Rules);
}
