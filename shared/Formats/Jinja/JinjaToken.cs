namespace Assay.Formats.Jinja;

internal enum JinjaTokenKind
{
    Data,
    OutputBegin,
    OutputEnd,
    BlockBegin,
    BlockEnd,
    Name,
    Text,
    Integer,
    Number,
    Operator,
    End,
}

/// <summary>A token; the text of a string literal is unescaped.</summary>
internal readonly record struct JinjaToken(JinjaTokenKind Kind, string Text, int Offset);
