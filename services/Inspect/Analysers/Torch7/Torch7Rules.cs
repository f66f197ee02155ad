using Assay.Analysis;
using Assay.Contracts.Values;
using Assay.Inspect.Analysers.ModelFormats;

namespace Assay.Inspect.Analysers.Torch7;

/// <summary>The rules of the Torch7 analyser.</summary>
internal static class Torch7Rules
{
    public static FormatRules Format { get; } = new("LUA", "a Torch7 file");

    public static Rule Function { get; } = new(
        "ASY-LUA-010", "The file holds Lua functions", Severity.Medium,
        "A function is stored as byte code, which the interpreter does not check; a model's methods may be replaced by it.",
        "Do not load it unless you trust its origin.",
        "forward as a serialised function.", ["CWE-502", "CWE-94", "AML.T0011.000"]);

    public static Rule Reaching { get; } = new(
        "ASY-LUA-011", "A Lua function in the file reaches the system", Severity.Critical,
        "The byte code names functions that run commands, load libraries or open files.",
        "Do not load it.",
        "A serialised function with os and execute among its constants.", ["CWE-502", "CWE-94", "AML.T0011.000"]);

    public static IReadOnlyList<Rule> All { get; } = [.. Format.All, Function, Reaching];
}
