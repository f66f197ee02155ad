using Assay.Analysis;
using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.PythonBytecode;

/// <summary>The rules of the bytecode analyser.</summary>
internal static class BytecodeRules
{
    private const string Embedded = "CWE-506";
    private const string UnsafeArtifact = "AML.T0011.000";

    public static Rule Runs { get; } = new(
        "ASY-PYC-001", "Compiled Python runs commands or code", Severity.Critical,
        "The file holds Python bytecode that runs commands, code from text or bytes, or native code as soon as it is imported or called.",
        "Do not import it. Ask the publisher for the source, and compile it yourself.",
        "import os; os.system('…') in a .pyc file.", [Embedded, "CWE-78", UnsafeArtifact]);

    public static Rule Reaches { get; } = new(
        "ASY-PYC-002", "Compiled Python reaches files, the network or Python's internals", Severity.High,
        "The bytecode does what no part of a model needs: it talks to the network, changes files, or takes Python's own machinery apart.",
        "Do not import it unless its publisher can say why it does so.",
        "urllib.request.urlopen('http://…') in a .pyc file.", [Embedded, "AML.T0010", UnsafeArtifact]);

    public static Rule Compiled { get; } = new(
        "ASY-PYC-003", "Python code without its source", Severity.Medium,
        "Compiled Python is run when it is imported, and cannot be read by the person who decides about it. A model needs none.",
        "Ask for the source, or delete the file: Python compiles it again where the source is there.",
        "__pycache__/model.cpython-312.pyc.", ["CWE-1104", "AML.T0010", UnsafeArtifact]);

    public static Rule Unreadable { get; } = new(
        "ASY-PYC-004", "Compiled Python that cannot be read", Severity.Medium,
        "The bytecode is cut, damaged, of a version that is not known here, or built so that tools fail on it; an interpreter may still run it.",
        "Do not import it.",
        "A .pyc file whose code object ends in the middle.", ["CWE-436", UnsafeArtifact]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Rule> All { get; } = [Runs, Reaches, Compiled, Unreadable];
}
