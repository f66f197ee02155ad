using Assay.Analysis;
using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.SafeTensors;

/// <summary>The rules of the safetensors analyser.</summary>
internal static class SafeTensorsRules
{
    private const string SupplyChain = "AML.T0010";
    private const string UnsafeArtifact = "AML.T0011.000";

    public static Rule Malformed { get; } = new(
        "ASY-STN-001", "The safetensors header breaks the format's rules", Severity.Medium,
        "Strict loaders refuse the file, lenient ones read something else than a scanner does, and careless ones read outside their buffers.",
        "Fetch the file again; if it is the same, do not load it and ask the publisher for one that the reference implementation opens.",
        "Two tensors that share bytes; a name that stands twice; a shape that does not fit the bytes.", ["CWE-20", "CWE-436", SupplyChain]);

    public static Rule Trailing { get; } = new(
        "ASY-STN-002", "Something stands behind the tensors", Severity.Medium,
        "No tensor owns these bytes, so loaders ignore or refuse them; they are a place to carry something for another program to pick up.",
        "Do not use the file unless you know what the bytes are for.",
        "A pickle appended to the last tensor.", ["CWE-506", "CWE-436", UnsafeArtifact]);

    public static Rule Payload { get; } = new(
        "ASY-STN-003", "The metadata carries a file", Severity.High,
        "Metadata is meant for short notes. A program, an archive or a pickle stored in it as text has no honest use and is a payload that waits for its loader.",
        "Do not use the file, and look for code in the same repository that reads the value.",
        "A base64 value that decodes to a pickle.", ["CWE-506", "CWE-502", UnsafeArtifact]);

    public static Rule NewType { get; } = new(
        "ASY-STN-004", "A tensor has an element type that is not known here", Severity.Low,
        "The name looks like a type that a newer version of the format may have. The size of such tensors was not checked.",
        "Check that your version of the library knows the type.",
        "F3_E1M1.", ["CWE-20", SupplyChain]);

    public static Rule Command { get; } = new(
        "ASY-STN-008", "A value of the metadata is a command or code", Severity.High,
        "Metadata describes the model. A value that is nothing but a command or code waits for something that will run it: a plug-in, a script, a person.",
        "Do not use the file, and ask its publisher what the command is for.",
        "A value that says os.system('…').", ["CWE-94", "CWE-506", UnsafeArtifact]);

    public static Rule TensorPayload { get; } = new(
        "ASY-STN-009", "A tensor holds a program, a pickle or an archive", Severity.High,
        "The bytes of the tensor are no numbers. They are stored there so that another part of an attack can pick them up.",
        "Do not use the file. Look for code near it that reads the tensor's bytes.",
        "A tensor of bytes that begins as an executable.", ["CWE-506", "AML.T0018", UnsafeArtifact]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Rule> All { get; } = [Malformed, Trailing, Payload, NewType, Command, TensorPayload];
}
