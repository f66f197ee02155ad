using Assay.Analysis;
using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.Script;

/// <summary>The rules for scripts in JavaScript, Ruby, Perl and Lua.</summary>
internal static class ScriptRules
{
    private const string UnsafeArtifact = "AML.T0011.000";

    public static Rule Runs { get; } = new(
        "ASY-SHL-020", "A script runs commands or hidden code", Severity.High,
        "The script starts other programs, or decodes text and runs it, as soon as something loads it.",
        "Do not run it.",
        "require('child_process').exec('…')", ["CWE-78", "CWE-95", UnsafeArtifact]);

    public static Rule Reaches { get; } = new(
        "ASY-SHL-021", "A script reaches beyond the model", Severity.Medium,
        "It can start programs or open connections; which ones is decided while it runs.",
        "Read it before you use it.",
        "require('child_process')", ["CWE-78", "CWE-829", UnsafeArtifact]);

    public static Rule Present { get; } = new(
        "ASY-SHL-022", "A script", Severity.Info,
        "It runs only when something loads it. Nothing in it stands out.",
        "Nothing, unless you did not expect it.",
        "index.js", ["CWE-829", "AML.T0010"]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Rule> All { get; } = [Runs, Reaches, Present];
}
