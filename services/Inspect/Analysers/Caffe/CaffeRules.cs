using Assay.Analysis;
using Assay.Contracts.Values;
using Assay.Inspect.Analysers.ModelFormats;

namespace Assay.Inspect.Analysers.Caffe;

/// <summary>The rules of the Caffe analyser.</summary>
internal static class CaffeRules
{
    public static FormatRules Format { get; } = new("CAF", "a Caffe model");

    public static Rule Python { get; } = new(
        "ASY-CAF-010", "A layer is Python code", Severity.High,
        "Caffe imports the module that the layer names and runs its class, from wherever Python finds it first.",
        "Read the module, and load the model only with a module that you trust.",
        "type: \"Python\" with module: \"evil\".", ["CWE-470", "CWE-94", "AML.T0011.000"]);

    public static Rule File { get; } = new(
        "ASY-CAF-011", "A layer reads or writes a path outside of the model", Severity.High,
        "Data and output layers open the files that they name when the network is set up.",
        "Remove the layer, or check the path.",
        "source: \"/etc/passwd\".", ["CWE-22", "CWE-73", "AML.T0011.000"]);

    public static IReadOnlyList<Rule> All { get; } = [.. Format.All, Python, File];
}
