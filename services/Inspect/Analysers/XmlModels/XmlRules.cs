using Assay.Analysis;
using Assay.Contracts.Values;
using Assay.Inspect.Analysers.ModelFormats;

namespace Assay.Inspect.Analysers.XmlModels;

/// <summary>The rules for models that are XML.</summary>
internal static class XmlRules
{
    public static FormatRules Format { get; } = new("XML", "a model stored as XML");

    public static Rule ExternalEntity { get; } = new(
        "ASY-XML-010", "An entity reads a file or address", Severity.High,
        "A parser that resolves external entities reads local files or connects to hosts while it parses the model.",
        "Do not parse it. Models need no document type at all.",
        "<!ENTITY x SYSTEM \"file:///…\">.", ["CWE-611", "CWE-918", "AML.T0011.000"]);

    public static Rule Entity { get; } = new(
        "ASY-XML-011", "The document declares entities", Severity.Medium,
        "Entities can expand to gigabytes, and hide from a reader what the text says. Parsers differ in whether they expand them.",
        "Ask the publisher for a model without a document type.",
        "<!ENTITY a \"&b;&b;&b;\">.", ["CWE-776", "CWE-436", "AML.T0029"]);

    public static Rule Include { get; } = new(
        "ASY-XML-012", "The document includes another file", Severity.High,
        "A parser that supports inclusion reads the file or address while it parses the model.",
        "Do not parse it.",
        "<xi:include href=\"file:///…\"/>.", ["CWE-98", "CWE-611", "AML.T0011.000"]);

    public static Rule Operator { get; } = new(
        "ASY-OVN-010", "A layer that nobody vouches for", Severity.Medium,
        "OpenVINO runs it only with an extension library that somebody loads for it.",
        "Find out which library provides the layer, and whether you trust it.",
        "<layer type=\"MyOp\" version=\"extension\">.", ["CWE-114", "AML.T0011.000", "AML.T0010"]);

    public static Rule Attribute { get; } = new(
        "ASY-OVN-011", "A layer names a file or code", Severity.Medium,
        "Layers of OpenVINO take numbers. A path, library or script in one is there for code that is not OpenVINO's.",
        "Find out what reads the attribute.",
        "library=\"libcustom.so\" on a layer.", ["CWE-114", "CWE-73", "AML.T0011.000"]);

    public static Rule Script { get; } = new(
        "ASY-PML-010", "The model carries a script", Severity.Medium,
        "PMML describes models without code. A script in an extension is run by an evaluator, or by a tool, that supports it.",
        "Read the script, and ask the publisher for a model without it.",
        "<Extension name=\"script\" value=\"…\"/>.", ["CWE-94", "AML.T0011.000"]);

    public static Rule Function { get; } = new(
        "ASY-PML-011", "The model calls a function by the name of a class", Severity.Medium,
        "Evaluators in Java look up functions by class name: the class is loaded and instantiated.",
        "Find out where the class comes from, and whether you trust it.",
        "<Apply function=\"com.example.MyFunction\">.", ["CWE-470", "AML.T0011.000"]);

    public static IReadOnlyList<Rule> All { get; } =
        [.. Format.All, ExternalEntity, Entity, Include, Operator, Attribute, Script, Function];
}
