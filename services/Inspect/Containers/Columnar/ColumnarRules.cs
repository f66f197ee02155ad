using Assay.Analysis;
using Assay.Contracts.Values;

namespace Assay.Inspect.Containers.Columnar;

/// <summary>What can be wrong with a table of columns.</summary>
internal static class ColumnarRules
{
    public static Rule PythonType { get; } = new(
        "ASY-ARW-001", "Reading the table unpickles a type", Severity.High,
        "A column is of a type that is stored as a pickle. PyArrow before 14.0.1 loads it as soon as the schema is read, which runs what the pickle says (CVE-2023-47248).",
        "Do not read it with an old PyArrow. Ask for a table without Python's own types; newer versions have named extension types for them.",
        "The extension type arrow.py_extension_type with a pickle as its metadata.", ["CWE-502", "AML.T0011.000"]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Rule> All { get; } = [PythonType];
}
