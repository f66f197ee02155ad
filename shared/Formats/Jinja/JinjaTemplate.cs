namespace Assay.Formats.Jinja;

/// <summary>A template as far as it could be read.</summary>
/// <param name="Body">Statements; those before the error where there is one.</param>
/// <param name="Error">Why the rest could not be read; null where all was.</param>
/// <param name="ErrorOffset">Where, in characters.</param>
/// <param name="Comments">Texts of its comments.</param>
public sealed record JinjaTemplate(IReadOnlyList<JinjaStatement> Body, string? Error, int ErrorOffset, IReadOnlyList<string> Comments)
{
    /// <summary>True where something other than text stands in it.</summary>
    public bool HasCode => Body.Any(s => s is not JinjaData);

    /// <summary>Reads a template, without ever rendering it. Never throws for what the text is.</summary>
    public static JinjaTemplate Parse(string text, CancellationToken cancellationToken = default)
    {
        var tokens = new JinjaLexer(text, cancellationToken).Run(out var error, out var at, out var comments);
        var parser = new JinjaParser(tokens, cancellationToken);
        var body = parser.Template();
        return parser.Error is not null ? new(body, parser.Error, parser.ErrorOffset, comments) : new(body, error, at, comments);
    }

    /// <summary>The line of an offset, counted from 1.</summary>
    public static int LineOf(string text, int offset) => 1 + text.AsSpan(0, Math.Clamp(offset, 0, text.Length)).Count('\n');
}
