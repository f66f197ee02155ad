using Assay.Analysis;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Formats.Jinja;
using Assay.Inspect.Analysers.Pickle;

namespace Assay.Inspect.Analysers.Templates;

/// <summary>Follows chat templates without rendering them, wherever they are stored, and judges what they reach, compare and put out.</summary>
public sealed class TemplateAnalyser : IAnalyser
{
    /// <summary>Longer texts are examined by their first part.</summary>
    private const int MaxTemplate = 2 << 20;

    private static readonly System.Buffers.SearchValues<char> Turning = System.Buffers.SearchValues.Create("\u202a\u202b\u202d\u202e\u2066\u2067\u2068");

    private static readonly string[] Formats =
        [FileFormat.Gguf, FileFormat.SafeTensors, FileFormat.Json, FileFormat.Jinja, FileFormat.Text, FileFormat.Yaml];

    public AnalyserManifest Manifest { get; } = new("chat-templates", 2, Maturity.Enforcing, Formats, TemplateRules.All);

    public ValueTask<AnalysisResult> AnalyseAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        var findings = new FindingList(context);
        long understood = 0;
        string? partial = null;
        if (context.Format != FileFormat.Gguf && context.Bytes.Length > TemplateFinder.MaxLength && context.Format != FileFormat.SafeTensors)
            partial = "only the first part was searched for templates";
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var template in TemplateFinder.Find(context, cancellationToken))
        {
            if (!seen.Add(template.Text)) continue;
            Examine(template, findings, cancellationToken);
            understood += template.Text.Length;
        }
        return ValueTask.FromResult(new AnalysisResult(findings.Ordered(), Math.Min(understood, context.Bytes.Length), partial));
    }

    private static void Examine(TemplateText template, FindingList findings, CancellationToken cancellationToken)
    {
        var report = new TemplateReport(findings, template);
        var text = template.Text.Length > MaxTemplate ? template.Text[..MaxTemplate] : template.Text;
        if (text.Length < template.Text.Length && template.IsTemplate) report.Add(TemplateRules.Explodes, 0, $"it has {template.Text.Length} characters, more than are followed.");
        if (template.IsTemplate && text.AsSpan().IndexOfAny(Turning) is var turned and >= 0)
            report.Add(TemplateRules.Injects, turned, "the template holds marks that turn the direction of text around: it reads differently from what it is.");
        var parsed = JinjaTemplate.Parse(text, cancellationToken);
        if (parsed.Error is not null)
        {
            if (template.IsTemplate && !LooksLikeGo(text)) report.Add(TemplateRules.Malformed, parsed.ErrorOffset, $"it is no valid template: {parsed.Error}.");
            Salvage(text, report, cancellationToken);
        }
        if (parsed.Error is null || template.IsTemplate) new TemplateRun(report, cancellationToken).Run(parsed);
    }

    // What cannot be read as a whole is read tag by tag: another renderer may stumble elsewhere, or not at all.
    private static void Salvage(string text, TemplateReport report, CancellationToken cancellationToken)
    {
        for (var open = text.IndexOf('{'); open >= 0 && open + 1 < text.Length; open = text.IndexOf('{', open + 1))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (text[open + 1] is not ('{' or '%')) continue;
            var close = text.IndexOf(text[open + 1] == '{' ? "}}" : "%}", open, StringComparison.Ordinal);
            var tag = close < 0 ? text[open..] : text[open..(close + 2)];
            if (ReachNames.HoldsInternal(tag)) report.Add(TemplateRules.Reaches, open, "a tag holds a name of Python's internals.", tag);
        }
    }

    // Templates of Go stand in the same places and have the same braces.
    private static bool LooksLikeGo(string text) =>
        text.Contains("{{ .", StringComparison.Ordinal) || text.Contains("{{.", StringComparison.Ordinal) || text.Contains("{{- range", StringComparison.Ordinal)
        || text.Contains("{{- if .", StringComparison.Ordinal) || text.Contains("{{ if .", StringComparison.Ordinal);
}
