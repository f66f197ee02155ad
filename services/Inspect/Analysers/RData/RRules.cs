using Assay.Analysis;
using Assay.Contracts.Values;
using Assay.Inspect.Analysers.ModelFormats;

namespace Assay.Inspect.Analysers.RData;

/// <summary>The rules of the R analyser.</summary>
internal static class RRules
{
    public static FormatRules Format { get; } = new("RDS", "a serialised R object");

    public static Rule Promise { get; } = new(
        "ASY-RDS-010", "Reading the object evaluates code", Severity.High,
        "A promise is an expression that R evaluates as soon as its value is touched: loading the file and looking at the object is enough.",
        "Do not load it. Honest objects hold no promises outside of a function's environment.",
        "A promise of system(\"…\") in an .rds file.", ["CWE-502", "CVE-2024-27322", "AML.T0011.000"]);

    public static Rule Call { get; } = new(
        "ASY-RDS-011", "Code in the object reaches the system", Severity.High,
        "A formula, expression or function in the object calls something that runs commands, loads libraries or connects to hosts. Using the model evaluates it.",
        "Read the code. Do not use the object unless you know why it does that.",
        "A formula with system(\"…\").", ["CWE-94", "CWE-502", "AML.T0011.000"]);

    public static Rule Dynamic { get; } = new(
        "ASY-RDS-012", "Code in the object runs code that it builds", Severity.Medium,
        "Text is parsed and evaluated, or a function is called by a name that is text, so what runs cannot be seen.",
        "Read the code and what it evaluates.",
        "eval(parse(text = …)).", ["CWE-95", "AML.T0011.000"]);

    public static Rule Code { get; } = new(
        "ASY-RDS-013", "The object holds functions", Severity.Info,
        "Many models in R hold functions and formulas. Nothing that reaches the system was found in them.",
        "Nothing needs to be done.",
        "The family of a glm.", ["CWE-502", "AML.T0011.000"]);

    public static IReadOnlyList<Rule> All { get; } = [.. Format.All, Promise, Call, Dynamic, Code];
}
