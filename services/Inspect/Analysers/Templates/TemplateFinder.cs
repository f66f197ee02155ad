using System.Text;
using Assay.Analysis;
using Assay.Contracts.Values;
using Assay.Formats.Gguf;
using Assay.Formats.SafeTensors;

namespace Assay.Inspect.Analysers.Templates;

/// <summary>Finds templates in the places where loaders look for them, and texts elsewhere that have the marks of one.</summary>
internal static class TemplateFinder
{
    /// <summary>Longer texts are no templates, and no loader's configuration.</summary>
    public const long MaxLength = 96L << 20;

    public static IEnumerable<TemplateText> Find(AnalysisContext context, CancellationToken cancellationToken) => context.Format switch
    {
        FileFormat.Gguf => Gguf(context, cancellationToken),
        FileFormat.SafeTensors => SafeTensors(context, cancellationToken),
        FileFormat.Json => JsonTexts.Find(Read(context)),
        FileFormat.Jinja => [new("the template", Read(context), 0, IsTemplate: true)],
        _ => Plain(context),
    };

    /// <summary>True for texts that something may render.</summary>
    public static bool HasMarks(string text) =>
        text.Contains("{%", StringComparison.Ordinal) || text.Contains("{{", StringComparison.Ordinal) || text.Contains("{#", StringComparison.Ordinal);

    private static IEnumerable<TemplateText> Gguf(AnalysisContext context, CancellationToken cancellationToken)
    {
        foreach (var entry in GgufReader.Read(context.Bytes, cancellationToken).Metadata)
        {
            var named = entry.Key.Contains("template", StringComparison.OrdinalIgnoreCase);
            if (entry.Text is { } text && HasMarks(text)) yield return new(entry.Key, text, entry.Offset, named);
            // Lists of words hold fragments of everything.
            if (entry.Key.StartsWith("tokenizer.ggml.", StringComparison.Ordinal)) continue;
            foreach (var item in entry.Items ?? [])
            {
                if (HasMarks(item)) yield return new(entry.Key, item, entry.Offset, named);
            }
        }
    }

    private static IEnumerable<TemplateText> SafeTensors(AnalysisContext context, CancellationToken cancellationToken)
    {
        foreach (var (key, value) in SafeTensorsReader.Read(context.Bytes, cancellationToken).Metadata)
        {
            if (HasMarks(value)) yield return new(key, value, 8, key.Contains("template", StringComparison.OrdinalIgnoreCase));
            // A whole tokenizer configuration may be stored as a value.
            if (value.AsSpan().TrimStart().StartsWith("{") && value.Contains("template", StringComparison.Ordinal))
            {
                foreach (var inner in JsonTexts.Find(value)) yield return inner with { Offset = 8 };
            }
        }
    }

    private static IEnumerable<TemplateText> Plain(AnalysisContext context)
    {
        if (context.Bytes.Length > 4 << 20) return [];
        var text = Read(context);
        var start = text.AsSpan().TrimStart("\ufeff \t\r\n");
        if (start.StartsWith("{%") || start.StartsWith("{{") || start.StartsWith("{#")) return [new("the text", text, 0, IsTemplate: context.Hint != NameHint.Text)];
        // Python's JSON reader takes NaN and other things that make it no JSON to a strict reader.
        return start.StartsWith("{") || start.StartsWith("[") ? JsonTexts.Find(text) : context.Format == FileFormat.Yaml ? [new("the text", text, 0, IsTemplate: false)] : [];
    }

    private static string Read(AnalysisContext context)
    {
        var bytes = new byte[Math.Min(context.Bytes.Length, MaxLength)];
        var read = context.Bytes.Read(0, bytes);
        return Encoding.UTF8.GetString(bytes, 0, read);
    }
}
