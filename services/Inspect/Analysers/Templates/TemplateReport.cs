using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Formats.Jinja;
using Assay.Inspect.Analysers.Pickle;

namespace Assay.Inspect.Analysers.Templates;

/// <summary>Findings about one template, each with its line and the text around it.</summary>
internal sealed class TemplateReport(FindingList findings, TemplateText template)
{
    private const int Around = 160;

    public void Add(Rule rule, int offset, string message, string? quoted = null) => Add(rule, rule.Severity, offset, message, quoted);

    private static bool IsBehaviour(Rule rule) =>
        rule == TemplateRules.Injects || rule == TemplateRules.Prefills || rule == TemplateRules.Triggers || rule == TemplateRules.Rewrites || rule == TemplateRules.Address;

    public void Add(Rule rule, Severity severity, int offset, string message, string? quoted = null)
    {
        // Prompts, data sets and charts have braces too, and say what they like; only a template speaks for the user.
        if (!template.IsTemplate && severity < Severity.Critical && IsBehaviour(rule)) severity = Severity.Low;
        var line = JinjaTemplate.LineOf(template.Text, offset);
        var start = Math.Clamp(offset - 20, 0, template.Text.Length);
        var around = template.Text.AsSpan(start, Math.Min(Around, template.Text.Length - start)).ToString();
        var place = template.Text.Contains('\n', StringComparison.Ordinal) ? $"line {line}" : $"character {offset}";
        var evidence = new List<Evidence> { Evidence.Quoted("template", around) };
        if (quoted is not null) evidence.Insert(0, Evidence.Quoted("seen", quoted));
        findings.Add(rule, severity, template.Offset, $"{EvidenceText.Quote(template.Place, 80)}, {place}: {message}", evidence);
    }
}
