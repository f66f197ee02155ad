using Assay.Analysis;
using Assay.Contracts.Values;
using Assay.Inspect.Analysers.ModelFormats;

namespace Assay.Inspect.Analysers.TfLite;

/// <summary>The rules of the TensorFlow Lite analyser.</summary>
internal static class TfLiteRules
{
    public static FormatRules Format { get; } = new("TFL", "a TensorFlow Lite model");

    public static Rule SystemOperator { get; } = new(
        "ASY-TFL-010", "An operator reaches files or code", Severity.High,
        "The Flex delegate runs TensorFlow operators. Some of them read or write files, connect to hosts or call Python, with names that the model holds.",
        "Do not run the model. Image and audio models need no such operator.",
        "FlexWriteFile, FlexPyFunc.", ["CWE-73", "CWE-94", "AML.T0011.000", "AML.T0018"]);

    public static Rule CustomOperator { get; } = new(
        "ASY-TFL-011", "A custom operator that nobody vouches for", Severity.Medium,
        "The model runs only with native code that somebody registers under the operator's name.",
        "Find out which library provides the operator, and whether you trust it.",
        "custom_code 'MyOp'.", ["CWE-114", "AML.T0011.000", "AML.T0010"]);

    public static Rule Disguised { get; } = new(
        "ASY-TFL-012", "A Flex operator is another one than it says", Severity.High,
        "The delegate runs the operator that stands in the options, not the one that tools show.",
        "Do not run the model.",
        "FlexAdd whose options say WriteFile.", ["CWE-451", "CWE-506", "AML.T0011.000"]);

    public static IReadOnlyList<Rule> All { get; } = [.. Format.All, SystemOperator, CustomOperator, Disguised];
}
