using Assay.Analysis;
using Assay.Contracts.Values;
using Assay.Inspect.Analysers.ModelFormats;

namespace Assay.Inspect.Analysers.ExecuTorch;

/// <summary>The rules of the ExecuTorch analyser.</summary>
internal static class ExecuTorchRules
{
    public static FormatRules Format { get; } = new("ETC", "an ExecuTorch program");

    public static Rule CustomOperator { get; } = new(
        "ASY-ETC-010", "An operator that nobody vouches for", Severity.Medium,
        "The program runs only with native code that somebody registers under the operator's name.",
        "Find out which library provides the operator, and whether you trust it.",
        "my_ops::postprocess.", ["CWE-114", "AML.T0011.000", "AML.T0010"]);

    public static Rule Delegate { get; } = new(
        "ASY-ETC-011", "A backend that nobody vouches for", Severity.Medium,
        "A part of the program is handed to native code of this name, in a form that only that code understands.",
        "Find out which backend it is, and whether you trust it.",
        "A delegate 'EvilBackend'.", ["CWE-114", "AML.T0011.000", "AML.T0010"]);

    public static IReadOnlyList<Rule> All { get; } = [.. Format.All, CustomOperator, Delegate];
}
