using Assay.Analysis;
using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.ModelFormats;

/// <summary>Rules that every model format has, numbered 001 to 005 under the prefix of the format; those of its own begin at 010.</summary>
/// <param name="prefix">Of the rule ids.</param>
/// <param name="what">The format, as in "a TensorFlow Lite model".</param>
internal sealed class FormatRules(string prefix, string what)
{
    /// <summary>The structure is damaged.</summary>
    public Rule Damaged { get; } = new(
        $"ASY-{prefix}-001", $"The structure of {what} is damaged", Severity.Medium,
        "Sizes or references do not fit the file. Loaders differ in what they do then; old ones read memory that is not theirs.",
        "Fetch the file again. If it is the same, do not load it with a loader that does not check.",
        "A reference that leads outside of the file.", ["CWE-125", "CWE-20", "AML.T0011.000"]);

    /// <summary>A text is a command or code.</summary>
    public Rule Command { get; } = new(
        $"ASY-{prefix}-002", $"A text in {what} is a command or code", Severity.High,
        "Names, options and descriptions are data. A command among them is there for something that will run it: a plug-in, a script, a person.",
        "Do not pass the file to anything that interprets its texts, and ask the publisher what the command is for.",
        "os.system('…') or curl … | sh as a value.", ["CWE-94", "CWE-506", "AML.T0011.000"]);

    /// <summary>Something that runs or is unpacked stands where numbers should be.</summary>
    public Rule Payload { get; } = new(
        $"ASY-{prefix}-003", $"A payload is stored in {what}", Severity.High,
        "A program, a pickle or an archive is stored where weights or options should be, so that another part of an attack can pick it up.",
        "Do not use the file. Look for code near it that reads the payload.",
        "An executable in a weights buffer.", ["CWE-506", "AML.T0018", "AML.T0011.000"]);

    /// <summary>More than is examined.</summary>
    public Rule Unread { get; } = new(
        $"ASY-{prefix}-004", $"A part of {what} was not examined", Severity.Medium,
        "The file is larger or deeper than is followed, so something could hide behind the part that was read.",
        "Do not deploy it unless you trust its origin.",
        "Ten thousand nested lists.", ["CWE-770", "AML.T0029"]);

    /// <summary>A native library is named.</summary>
    public Rule Library { get; } = new(
        $"ASY-{prefix}-005", $"A native library is named in {what}", Severity.Medium,
        "Runtimes load libraries for custom operators by name or path; the library's code then runs with all rights of the process.",
        "Find out where the library comes from. Do not load a model that brings its own.",
        "library=\"./libcustom.so\".", ["CWE-114", "CWE-427", "AML.T0011.000", "AML.T0010"]);

    public IReadOnlyList<Rule> All => [Damaged, Command, Payload, Unread, Library];
}
