namespace Assay.Formats.Pickle;

/// <summary>How the bytes of a text are written.</summary>
public enum PickleTextForm : byte
{
    Utf8,

    /// <summary>BINSTRING of Python 2: one byte a character.</summary>
    Latin1,

    /// <summary>STRING: a quoted literal with backslash escapes.</summary>
    Literal,

    /// <summary>UNICODE: a line with <c>\uXXXX</c> escapes.</summary>
    RawUnicodeEscape,
}
