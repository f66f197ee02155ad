namespace Assay.Formats.PythonSource;

/// <summary>A Python source, parsed as far as it goes.</summary>
/// <param name="Text">The source.</param>
/// <param name="Body">Its statements, in a <see cref="PythonNodeKind.Block"/>.</param>
/// <param name="Errors">Lines that could not be parsed; they also stand in the tree. The first of them, where there are many.</param>
/// <param name="IsCut">There is more than is read.</param>
public sealed record PythonModule(string Text, PythonNode Body, IReadOnlyList<PythonNode> Errors, bool IsCut)
{
    /// <summary>Parses a source. Never throws for what the text is.</summary>
    public static PythonModule Parse(string text, CancellationToken cancellationToken = default) => PythonParser.Parse(text, cancellationToken);
}
