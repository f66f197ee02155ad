namespace Assay.Inspect.Analysers.PythonSource;

/// <summary>The shape of <c>python-reach.json</c>; lists are texts with blanks between the names.</summary>
internal sealed record PythonReachFile(
    IReadOnlyDictionary<string, string> Aliases, string Walked, string Builtins, IReadOnlyDictionary<string, string> Kinds, string Tools, string RiskyTools);
