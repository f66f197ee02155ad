namespace Assay.Formats.PythonSource;

internal enum PythonTokenKind
{
    Name,
    Number,
    Text,
    Bytes,
    /// <summary>A formatted string; the text is what stands between the quotes.</summary>
    Joined,
    Operator,
    NewLine,
    Indent,
    Dedent,
    Error,
    End,
}
