namespace Assay.Inspect.Analysers.Pickle;

/// <summary>The shape of <c>globals.json</c>; lists of names are one text with blanks between them.</summary>
internal sealed record GlobalRulesFile(
    IReadOnlyDictionary<string, string> Aliases,
    string Walked,
    IReadOnlyList<GlobalRulesFile.Allow> Allowed,
    string Packages,
    IReadOnlyList<GlobalRulesFile.Danger> Dangerous,
    IReadOnlyList<GlobalRulesFile.Danger> ByValue,
    IReadOnlyList<GlobalRulesFile.Danger> Telling)
{
    internal sealed record Allow(string Module, string Names, string? Arguments);

    internal sealed record Danger(string Does, string? Modules, string? Names);
}
