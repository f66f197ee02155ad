namespace Assay.Formats.PythonBytecode;

/// <summary>What stands on the stack of symbols: where a value comes from, and its text where it is a constant.</summary>
/// <param name="Path">See <see cref="PyAct.Path"/>.</param>
/// <param name="Words">The expression.</param>
/// <param name="Text">The constant text, or null.</param>
/// <param name="Items">Constant texts of a tuple or list; null for others.</param>
internal readonly record struct PySymbol(string Path, string Words, string? Text = null, IReadOnlyList<string?>? Items = null)
{
    private const int MaxWords = 200;
    private const int MaxPath = 200;

    /// <summary>A value of which nothing can be said.</summary>
    public static PySymbol Unknown => new("?", "…");

    public static PySymbol Named(string path) => new(CutPath(path), Cut(path));

    public static PySymbol Variable(string name) => new("?", Cut(name));

    public static PySymbol Of(string text) => new("?", "'" + Cut(text) + "'", text);

    public PySymbol Attribute(string name) => new(CutPath(Path + "." + name), Cut(Words + "." + name));

    public PySymbol Result(string words) => new(CutPath(Path + "()"), Cut(words));

    // A path keeps its end, which says what is reached; words keep their start.
    private static string CutPath(string path) => path.Length <= MaxPath ? path : path[^MaxPath..];

    private static string Cut(string text) => text.Length <= MaxWords ? text : text[..MaxWords] + "…";
}
