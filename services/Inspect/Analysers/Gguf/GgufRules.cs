using Assay.Analysis;
using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.Gguf;

/// <summary>The rules of the GGUF analyser.</summary>
internal static class GgufRules
{
    private const string SupplyChain = "AML.T0010";
    private const string UnsafeArtifact = "AML.T0011.000";

    public static Rule Malformed { get; } = new(
        "ASY-GUF-001", "The GGUF header does not add up", Severity.Medium,
        "Loaders are native code that computes addresses from these numbers; wrong ones have led to memory being read and written outside its bounds.",
        "Do not load the file. Fetch it again, or ask for one that was written by the usual tools.",
        "A count larger than the file; an offset behind its end; dimensions whose product overflows.",
        ["CWE-190", "CWE-787", "CVE-2024-23496", "CVE-2025-49847", "CVE-2025-53630", "CVE-2026-27940", "CVE-2026-33298", UnsafeArtifact]);

    public static Rule Trailing { get; } = new(
        "ASY-GUF-002", "Something stands behind the tensors", Severity.Medium,
        "No tensor owns these bytes, so loaders ignore them; they are a place to carry something for another program to pick up.",
        "Do not use the file unless you know what the bytes are for.",
        "An archive appended to a model.", ["CWE-506", UnsafeArtifact]);

    public static Rule Payload { get; } = new(
        "ASY-GUF-003", "The metadata carries a file", Severity.High,
        "Metadata describes the model. A program, an archive or a pickle stored in it as text has no honest use.",
        "Do not use the file, and look for a program that reads the value.",
        "A base64 text that decodes to a pickle.", ["CWE-506", UnsafeArtifact]);

    public static Rule NotGguf { get; } = new(
        "ASY-GUF-004", "The file is called GGUF and is none", Severity.Medium,
        "Its content is no format that is known here, so nobody can say what a loader does with it.",
        "Do not load it. Fetch it again.",
        "A .gguf file without the four letters at its beginning.", ["CWE-20", SupplyChain]);

    public static Rule Old { get; } = new(
        "ASY-GUF-005", "The file has the outdated GGML format", Severity.Low,
        "Current programs do not open it, and the old ones that do have known memory errors. Its header has no lengths to check the data against.",
        "Convert it, or ask for a GGUF file.",
        "A file that begins with ggml, ggmf, ggjt or ggla.", ["CWE-1104", SupplyChain]);

    public static Rule NewType { get; } = new(
        "ASY-GUF-006", "Tensors have an element type that is not known here", Severity.Low,
        "The number is one that newer programs or forks use. Where such tensors end could not be checked.",
        "Check that your program knows the type.",
        "The type 137.", ["CWE-20", SupplyChain]);

    public static Rule Link { get; } = new(
        "ASY-GUF-007", "The metadata names addresses", Severity.Info,
        "Honest models say where they come from this way. Nothing is fetched from there when the model is loaded.",
        "Nothing has to be done.",
        "general.url.", ["CWE-1059", SupplyChain]);

    public static Rule Command { get; } = new(
        "ASY-GUF-008", "A value of the metadata is a command or code", Severity.High,
        "Metadata describes the model. A value that is nothing but a command or code waits for something that will run it: a plug-in, a script, a person.",
        "Do not use the file, and ask its publisher what the command is for.",
        "A value that says os.system('…').", ["CWE-94", "CWE-506", UnsafeArtifact]);

    public static Rule TensorPayload { get; } = new(
        "ASY-GUF-009", "A tensor holds a program, a pickle or an archive", Severity.High,
        "The bytes of the tensor are no numbers. They are stored there so that another part of an attack can pick them up.",
        "Do not use the file. Look for code near it that reads the tensor's bytes.",
        "A tensor of bytes that begins as an executable.", ["CWE-506", "AML.T0018", UnsafeArtifact]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Rule> All { get; } = [Malformed, Trailing, Payload, NotGguf, Old, NewType, Link, Command, TensorPayload];
}
