namespace Assay.Formats.PythonSource;

/// <summary>A token.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Identifier, operator, digits; of a string its value.</param>
/// <param name="At">Character at which it begins.</param>
/// <param name="Line">From 1.</param>
/// <param name="IsRaw">Of a formatted string: backslashes mean nothing.</param>
/// <param name="Inner">Of a formatted string: the character at which its text begins.</param>
internal readonly record struct PythonToken(PythonTokenKind Kind, string Text, int At, int Line, bool IsRaw = false, int Inner = 0);
