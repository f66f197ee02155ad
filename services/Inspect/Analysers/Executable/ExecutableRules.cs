using Assay.Analysis;
using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.Executable;

/// <summary>What the executable analyser reports.</summary>
public static class ExecutableRules
{
    public static Rule Program { get; } = new(
        "ASY-EXE-001", "A program is shipped with the model", Severity.Medium,
        "Whoever starts it runs code that this examination does not understand. No loader of models needs a program beside the weights.",
        "Leave it out, or build it yourself from sources you trust. Scan it with a malware scanner before anybody starts it.",
        "run.exe in an archive of weights.", ["CWE-506", "CWE-829", "AML.T0011.000", "AML.T0010"]);

    public static Rule Library { get; } = new(
        "ASY-EXE-002", "A native library is shipped with the model", Severity.Medium,
        "Loading it runs machine code that this examination does not understand: as a custom operator, through ctypes, or as a dependency beside the model.",
        "Use a library from its publisher, or build it yourself; check what loads it.",
        "libcustom_op.so beside model.onnx.", ["CWE-114", "CWE-829", "AML.T0011.000", "AML.T0010"]);

    public static Rule Portable { get; } = new(
        "ASY-EXE-003", "The model is a program", Severity.Medium,
        "The file is started rather than loaded: a runtime and the weights in one file, as llamafile does. That may be wanted, but it is code to be trusted.",
        "Take the weights out (they are a GGUF file in the zip at its end) and run them with your own runtime, or check the publisher's signature.",
        "model.llamafile.", ["CWE-829", "AML.T0011.000", "AML.T0010"]);

    public static Rule Bytecode { get; } = new(
        "ASY-EXE-004", "Compiled code for a virtual machine is shipped with the model", Severity.Medium,
        "It runs when the runtime that it is for loads the model's package; what it does was not examined.",
        "Build it yourself from sources you trust, or leave it out.",
        "Handler.class in a model's archive.", ["CWE-829", "AML.T0011.000", "AML.T0010"]);

    public static Rule Shortcut { get; } = new(
        "ASY-EXE-005", "A shortcut is shipped with the model", Severity.Medium,
        "Who opens it starts whatever command it names, under an icon of its author's choice. No model needs one.",
        "Leave it out.",
        "README.pdf.lnk in an archive of weights.", ["CWE-506", "CWE-829", "AML.T0011.000", "AML.T0010"]);

    public static Rule Macros { get; } = new(
        "ASY-EXE-006", "A document with macros is shipped with the model", Severity.Medium,
        "Opening it may run what its macros or actions say, which was not examined.",
        "Leave it out, or ask for a format that holds no code.",
        "model card.doc with a VBA project.", ["CWE-829", "AML.T0011.000", "AML.T0010"]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Rule> All { get; } = [Program, Library, Portable, Bytecode, Shortcut, Macros];
}
