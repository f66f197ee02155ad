using Assay.Analysis;
using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.TorchProgram;

/// <summary>The rules for programs that torch compiles: TorchScript code and exported graphs.</summary>
internal static class TorchProgramRules
{
    private const string UnsafeArtifact = "AML.T0011.000";

    public static Rule Files { get; } = new(
        "ASY-PKL-017", "A compiled torch program reads or writes files", Severity.High,
        "Operators such as aten::save and aten::from_file reach the file system when the model runs; they work inside the loader's safest mode, too.",
        "Do not run it. A model needs no operator that opens files.",
        "ops.aten.save(x, \"/tmp/…\") in code/__torch__.py.", ["CWE-73", "CVE-2025-32434", UnsafeArtifact]);

    public static Rule Custom { get; } = new(
        "ASY-PKL-018", "A compiled torch program needs native operators of somebody else", Severity.Medium,
        "The model runs only with a native library that registers these operators; what they do is not in the file.",
        "Find out which package the operators come from, and whether you trust it.",
        "ops.my_library.transform(x).", ["CWE-829", "AML.T0010", UnsafeArtifact]);

    public static Rule Python { get; } = new(
        "ASY-PKL-019", "A compiled torch program calls back into Python", Severity.High,
        "TorchScript does not need Python; an operator that calls it runs whatever function has the name in the loading process.",
        "Do not run it.",
        "^MyFunction()(x) in code/__torch__.py.", ["CWE-470", UnsafeArtifact]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Rule> All { get; } = [Files, Custom, Python];
}
