using Assay.Analysis;
using Assay.Contracts.Values;
using Assay.Inspect.Analysers.ModelFormats;

namespace Assay.Inspect.Analysers.CoreMl;

/// <summary>The rules of the Core ML analyser.</summary>
internal static class CoreMlRules
{
    public static FormatRules Format { get; } = new("CML", "a Core ML model");

    public static Rule Custom { get; } = new(
        "ASY-CML-010", "The model needs a class of the application", Severity.Medium,
        "A custom layer or model is run by a class that the application has to provide under the name that the model holds.",
        "Find out which class it is, and whether you trust it.",
        "A layer with className 'MyLayer'.", ["CWE-470", "AML.T0011.000", "AML.T0010"]);

    public static Rule Linked { get; } = new(
        "ASY-CML-011", "The model loads another model by path", Severity.Medium,
        "What is loaded depends on the machine and can be exchanged; a path that leaves the model reaches foreign files.",
        "Use a model that contains its parts.",
        "linkedModelFileName ../other.mlmodel.", ["CWE-22", "CWE-829", "AML.T0011.000"]);

    public static Rule Path { get; } = new(
        "ASY-CML-012", "A path leads out of the model", Severity.High,
        "Loading reads a file elsewhere on the machine as if it were a part of the model.",
        "Do not load it. Parts of a model package lie within the package.",
        "A weights file /etc/passwd.", ["CWE-22", "CWE-73", "AML.T0011.000"]);

    public static IReadOnlyList<Rule> All { get; } = [.. Format.All, Custom, Linked, Path];
}
