namespace Assay.Inspect.Analysers.PythonBytecode;

/// <summary>The shape of <c>reach.json</c>; lists of names are one text with blanks between them.</summary>
internal sealed record ReachFile(
    string Walked,
    IReadOnlyDictionary<string, string> Aliases,
    IReadOnlyList<ReachFile.Group> Reaches,
    IReadOnlyList<ReachFile.Group> Tails,
    string Harmless)
{
    internal sealed record Group(string Severity, string Does, string? Paths, string? Names);
}
