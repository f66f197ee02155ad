using Assay.Analysis;
using Assay.Contracts.Values;
using Assay.Inspect.Analysers.ModelFormats;

namespace Assay.Inspect.Analysers.Paddle;

/// <summary>The rules of the PaddlePaddle analyser.</summary>
internal static class PaddleRules
{
    public static FormatRules Format { get; } = new("PDL", "a PaddlePaddle program");

    public static Rule Python { get; } = new(
        "ASY-PDL-010", "The program calls Python", Severity.High,
        "The operator runs a Python function of the process that executes the program.",
        "Do not run the program. Inference needs no such operator.",
        "py_func.", ["CWE-94", "AML.T0011.000", "AML.T0018"]);

    public static Rule File { get; } = new(
        "ASY-PDL-011", "An operator reads or writes a file or connects", Severity.High,
        "The path or address stands in the program: running it reads, overwrites or sends what the program wants.",
        "Do not run the program. Inference programs get their parameters from the loader.",
        "save with file_path /home/user/.bashrc.", ["CWE-73", "CWE-22", "AML.T0011.000", "AML.T0018"]);

    public static Rule Custom { get; } = new(
        "ASY-PDL-012", "A custom operator", Severity.Medium,
        "The program runs only with native code that somebody registers under the operator's name.",
        "Find out which library provides the operator, and whether you trust it.",
        "custom_relu.", ["CWE-114", "AML.T0011.000", "AML.T0010"]);

    public static IReadOnlyList<Rule> All { get; } = [.. Format.All, Python, File, Custom];
}
