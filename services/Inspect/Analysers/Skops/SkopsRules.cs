using Assay.Analysis;
using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.Skops;

/// <summary>The rules of the skops analyser.</summary>
internal static class SkopsRules
{
    private const string Deserialization = "CWE-502";
    private const string UnsafeArtifact = "AML.T0011.000";

    public static Rule Runs { get; } = new(
        "ASY-SKO-001", "Loading the model reaches code that runs commands", Severity.Critical,
        "The schema names a function or a class that runs commands or code, and the loader builds or calls it.",
        "Do not load it, and trust no type of it.",
        "A FunctionNode for posix.system.", [Deserialization, "CWE-94", UnsafeArtifact, "CVE-2025-54412", "CVE-2025-54413", "CVE-2025-54886"]);

    public static Rule Internals { get; } = new(
        "ASY-SKO-002", "The schema reaches into Python's internals", Severity.High,
        "A name has parts with double underscores or dots where one plain name belongs: it walks from a harmless object to a dangerous one.",
        "Do not load it.", "A MethodNode for __class__.__bases__.", [Deserialization, "CWE-470", UnsafeArtifact, "CVE-2025-54412"]);

    public static Rule Mismatch { get; } = new(
        "ASY-SKO-003", "The schema says one type and builds another", Severity.High,
        "The loader asks the user to trust one name and takes the object from somewhere else.",
        "Do not load it.", "An OperatorFuncNode whose class is not one of the module operator.",
        [Deserialization, "CWE-351", UnsafeArtifact, "CVE-2025-54412", "CVE-2025-54413"]);

    public static Rule UnknownType { get; } = new(
        "ASY-SKO-004", "The model needs a type that nobody vouches for", Severity.Medium,
        "skops asks before it builds the type; whoever agrees runs its module and its state hooks.",
        "Find out where the type comes from before you name it as trusted.",
        "An ObjectNode for my_package.Net.", [Deserialization, "CWE-829", UnsafeArtifact]);

    public static Rule UnknownNode { get; } = new(
        "ASY-SKO-005", "The schema has a node of an unknown kind", Severity.Medium,
        "No version of skops is known to write it, so what building it does is unknown.",
        "Do not load it unless you know what wrote it.", "A __loader__ named EvalNode.", [Deserialization, UnsafeArtifact]);

    public static Rule Unreadable { get; } = new(
        "ASY-SKO-006", "The schema cannot be read, or can be read in two ways", Severity.Medium,
        "It is cut off, damaged, too large, or has members twice; a check may see another model than the loader.",
        "Fetch the file again; if it is the same, do not load it.", "A schema.json that ends in the middle.", ["CWE-20", "CWE-436", UnsafeArtifact]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Rule> All { get; } = [Runs, Internals, Mismatch, UnknownType, UnknownNode, Unreadable];
}
