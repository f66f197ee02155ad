using Assay.Analysis;
using Assay.Contracts.Values;
using Assay.Inspect.Analysers.ModelFormats;

namespace Assay.Inspect.Analysers.JsonModels;

/// <summary>The rules for models that are JSON.</summary>
internal static class JsonModelRules
{
    public static FormatRules Format { get; } = new("JSM", "a model stored as JSON");

    public static Rule CustomOperator { get; } = new(
        "ASY-JSM-010", "The graph has a custom operator", Severity.Medium,
        "MXNet runs it with Python or native code that is registered under a name the model holds.",
        "Find out which code provides the operator, and whether you trust it.",
        "op Custom with op_type my_op.", ["CWE-114", "AML.T0011.000", "AML.T0010"]);

    public static Rule SystemOperator { get; } = new(
        "ASY-JSM-011", "An operator reaches files or code", Severity.High,
        "The operator calls Python, or reads or writes a file that the model names.",
        "Do not run the model.",
        "pd_op.py_func; pd_op.save.", ["CWE-73", "CWE-94", "AML.T0011.000", "AML.T0018"]);

    public static IReadOnlyList<Rule> All { get; } = [.. Format.All, CustomOperator, SystemOperator];
}
